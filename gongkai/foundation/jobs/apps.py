"""Django's handle on this app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """后台任务。"""

    name = "gongkai.foundation.jobs"
    label = "jobs"
    verbose_name = "后台任务"
    default_auto_field = "django.db.models.BigAutoField"
