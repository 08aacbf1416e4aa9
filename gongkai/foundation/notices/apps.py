"""Django's handle on this app."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """通知。"""

    name = "gongkai.foundation.notices"
    label = "notices"
    verbose_name = "通知"
    default_auto_field = "django.db.models.BigAutoField"
