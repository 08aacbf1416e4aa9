"""Django's handle on this app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """公开账本。"""

    name = "gongkai.foundation.ledger"
    label = "ledger"
    verbose_name = "公开账本"
    default_auto_field = "django.db.models.BigAutoField"
