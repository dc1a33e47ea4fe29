"""App configuration."""

from importlib import import_module

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Документы"

    def ready(self) -> None:
        import_module("reports.tasks")
