"""Django's handle on this app."""

from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    """意见征集。"""

    name = "gongkai.programmes.consultations"
    label = "consultations"
    verbose_name = "意见征集"
    default_auto_field = "django.db.models.BigAutoField"
