"""App configuration."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "shnor_portal.api"
    label = "api"
    verbose_name = "Программный интерфейс"

    def ready(self) -> None:
        """The schema's generator finds its extensions by their being imported."""
        from shnor_portal.api import schema  # noqa: F401, PLC0415
