"""Django's handle on this app."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """行政区划。"""

    name = "gongkai.foundation.places"
    label = "places"
    verbose_name = "行政区划"
    default_auto_field = "django.db.models.BigAutoField"
