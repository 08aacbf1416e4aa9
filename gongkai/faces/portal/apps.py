"""Django's handle on this app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """门户。"""

    name = "gongkai.faces.portal"
    label = "portal"
    verbose_name = "门户"
    default_auto_field = "django.db.models.BigAutoField"
