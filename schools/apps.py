"""App configuration."""

from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    name = "schools"
    verbose_name = "Школы"

    def ready(self) -> None:
        """Make the import of the register known to every process."""
        from schools.importers import targets  # noqa: PLC0415

        targets.register()
