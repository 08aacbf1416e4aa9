"""Django's handle on this app."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """日志。"""

    name = "gongkai.foundation.journal"
    label = "journal"
    verbose_name = "日志"
    default_auto_field = "django.db.models.BigAutoField"
