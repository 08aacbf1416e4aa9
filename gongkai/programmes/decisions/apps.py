"""Django's handle on this app."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """重大行政决策。"""

    name = "gongkai.programmes.decisions"
    label = "decisions"
    verbose_name = "重大行政决策"
    default_auto_field = "django.db.models.BigAutoField"
