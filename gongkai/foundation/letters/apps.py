"""Django's handle on this app."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """公函。"""

    name = "gongkai.foundation.letters"
    label = "letters"
    verbose_name = "公函"
    default_auto_field = "django.db.models.BigAutoField"
