"""Django's handle on this app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """文件。"""

    name = "gongkai.foundation.files"
    label = "files"
    verbose_name = "文件"
    default_auto_field = "django.db.models.BigAutoField"
