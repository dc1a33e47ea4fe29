"""App configuration."""

from django.apps import AppConfig


class RoadmapsConfig(AppConfig):
    name = "roadmaps"
    verbose_name = "Дорожные карты"

    def ready(self) -> None:
        """Make the kinds of messages, events and jobs known to every process, and listen to signals."""
        from roadmaps import events, notifications, receivers, tasks  # noqa: F401, PLC0415
