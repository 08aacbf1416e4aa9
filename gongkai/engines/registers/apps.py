"""Django's handle on this app."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """名录。"""

    name = "gongkai.engines.registers"
    label = "registers"
    verbose_name = "名录"
    default_auto_field = "django.db.models.BigAutoField"
