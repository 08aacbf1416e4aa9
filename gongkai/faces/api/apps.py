"""Django's handle on this app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """接口。"""

    name = "gongkai.faces.api"
    label = "api"
    verbose_name = "接口"
    default_auto_field = "django.db.models.BigAutoField"
