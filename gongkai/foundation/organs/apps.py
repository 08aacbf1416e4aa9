"""Django's handle on this app."""

from django.apps import AppConfig


class OrgansConfig(AppConfig):
    """行政机关。"""

    name = "gongkai.foundation.organs"
    label = "organs"
    verbose_name = "行政机关"
    default_auto_field = "django.db.models.BigAutoField"
