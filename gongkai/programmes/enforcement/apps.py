"""Django's handle on this app."""

from django.apps import AppConfig


class EnforcementConfig(AppConfig):
    """行政执法公示。"""

    name = "gongkai.programmes.enforcement"
    label = "enforcement"
    verbose_name = "行政执法公示"
    default_auto_field = "django.db.models.BigAutoField"
