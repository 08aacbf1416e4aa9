"""Django's handle on this app."""

from django.apps import AppConfig


class FundsConfig(AppConfig):
    """资金公开。"""

    name = "gongkai.programmes.funds"
    label = "funds"
    verbose_name = "资金公开"
    default_auto_field = "django.db.models.BigAutoField"
