"""Django's handle on this app."""

from django.apps import AppConfig


class RequestsConfig(AppConfig):
    """依申请公开。"""

    name = "gongkai.programmes.requests"
    label = "requests"
    verbose_name = "依申请公开"
    default_auto_field = "django.db.models.BigAutoField"
