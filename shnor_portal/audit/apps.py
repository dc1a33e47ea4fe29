"""App configuration."""

from importlib import import_module

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "shnor_portal.audit"
    label = "audit"
    verbose_name = "Журнал действий"

    def ready(self) -> None:
        import_module("shnor_portal.audit.receivers")
