"""Django's handle on this app."""

from django.apps import AppConfig


class HotlineConfig(AppConfig):
    """12345热线。"""

    name = "gongkai.programmes.hotline"
    label = "hotline"
    verbose_name = "12345热线"
    default_auto_field = "django.db.models.BigAutoField"
