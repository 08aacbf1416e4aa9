"""Django's handle on this app."""

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """审查。"""

    name = "gongkai.foundation.review"
    label = "review"
    verbose_name = "审查"
    default_auto_field = "django.db.models.BigAutoField"
