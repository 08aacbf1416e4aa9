"""Django's handle on this app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """政府信息公开工作年度报告。"""

    name = "gongkai.programmes.reports"
    label = "reports"
    verbose_name = "政府信息公开工作年度报告"
    default_auto_field = "django.db.models.BigAutoField"
