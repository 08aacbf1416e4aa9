"""Django's handle on this app."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """存页。"""

    name = "gongkai.foundation.pages"
    label = "pages"
    verbose_name = "存页"
    default_auto_field = "django.db.models.BigAutoField"
