"""App configuration."""

from django.apps import AppConfig


class DiagnosticsConfig(AppConfig):
    name = "diagnostics"
    verbose_name = "Диагностика"

    def ready(self) -> None:
        """Make the kinds of jobs, messages and imports known to every process, and listen to signals."""
        from diagnostics import notifications, receivers, tasks  # noqa: F401, PLC0415
        from diagnostics.importers import targets  # noqa: PLC0415

        targets.register()
