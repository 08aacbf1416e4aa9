"""Django's handle on this app."""

from django.apps import AppConfig


class WordingConfig(AppConfig):
    """用语。"""

    name = "gongkai.foundation.wording"
    label = "wording"
    verbose_name = "用语"
    default_auto_field = "django.db.models.BigAutoField"
