"""Django's handle on this app."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """邮件。"""

    name = "gongkai.foundation.mail"
    label = "mail"
    verbose_name = "邮件"
    default_auto_field = "django.db.models.BigAutoField"
