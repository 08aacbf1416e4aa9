"""Django's handle on this app."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    """界面组件。"""

    name = "gongkai.faces.kit"
    label = "kit"
    verbose_name = "界面组件"
    default_auto_field = "django.db.models.BigAutoField"
