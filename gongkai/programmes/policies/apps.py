"""Django's handle on this app."""

from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    """政策文件。"""

    name = "gongkai.programmes.policies"
    label = "policies"
    verbose_name = "政策文件"
    default_auto_field = "django.db.models.BigAutoField"
