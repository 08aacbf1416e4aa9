"""Django's handle on this app."""

from django.apps import AppConfig


class ConcernsConfig(AppConfig):
    """政务舆情回应。"""

    name = "gongkai.programmes.concerns"
    label = "concerns"
    verbose_name = "政务舆情回应"
    default_auto_field = "django.db.models.BigAutoField"
