"""App configuration."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "shnor_portal.audit"
    label = "audit"
    verbose_name = "Журнал действий"
