"""Django's handle on this app."""

from django.apps import AppConfig


class StatutesConfig(AppConfig):
    """法规库。"""

    name = "gongkai.programmes.statutes"
    label = "statutes"
    verbose_name = "法规库"
    default_auto_field = "django.db.models.BigAutoField"
