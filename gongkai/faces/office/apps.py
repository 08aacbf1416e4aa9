"""Django's handle on this app."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """办公。"""

    name = "gongkai.faces.office"
    label = "office"
    verbose_name = "办公"
    default_auto_field = "django.db.models.BigAutoField"
