"""Django sees the programme as one app."""

from django.apps import AppConfig


class PetitionsConfig(AppConfig):
    """信访。"""

    name = "gongkai.programmes.petitions"
    label = "petitions"
    default_auto_field = "django.db.models.BigAutoField"
