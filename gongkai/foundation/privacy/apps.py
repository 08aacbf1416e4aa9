"""Django's handle on this app."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """个人信息保护。"""

    name = "gongkai.foundation.privacy"
    label = "privacy"
    verbose_name = "个人信息保护"
    default_auto_field = "django.db.models.BigAutoField"
