"""Django's handle on this app."""

from django.apps import AppConfig


class FindingConfig(AppConfig):
    """检索服务。"""

    name = "gongkai.programmes.finding"
    label = "finding"
    verbose_name = "检索服务"
    default_auto_field = "django.db.models.BigAutoField"
