"""App configuration."""

from django.apps import AppConfig


class RoadmapsConfig(AppConfig):
    name = "roadmaps"
    verbose_name = "Дорожные карты"

    def ready(self) -> None:
        """Make the kinds of messages known to every process, and listen to signals."""
        from roadmaps import notifications, receivers  # noqa: F401, PLC0415
