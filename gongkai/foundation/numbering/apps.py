"""Django's handle on this app."""

from django.apps import AppConfig


class NumberingConfig(AppConfig):
    """编号。"""

    name = "gongkai.foundation.numbering"
    label = "numbering"
    verbose_name = "编号"
    default_auto_field = "django.db.models.BigAutoField"
