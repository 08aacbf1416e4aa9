"""Django's handle on this app."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """公开发布。"""

    name = "gongkai.engines.publishing"
    label = "publishing"
    verbose_name = "公开发布"
    default_auto_field = "django.db.models.BigAutoField"
