"""Django's handle on this app."""

from django.apps import AppConfig


class MourningConfig(AppConfig):
    """哀悼。"""

    name = "gongkai.foundation.mourning"
    label = "mourning"
    verbose_name = "哀悼"
    default_auto_field = "django.db.models.BigAutoField"
