"""App configuration."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "shnor_portal.imports"
    label = "imports"
    verbose_name = "Загрузки"

    def ready(self) -> None:
        """Make the kinds of jobs known to every process."""
        from shnor_portal.imports import tasks  # noqa: F401, PLC0415
