"""App configuration."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "shnor_portal.webhooks"
    label = "webhooks"
    verbose_name = "Оповещения других систем"

    def ready(self) -> None:
        """Make the kinds of messages known to every process."""
        from shnor_portal.webhooks import notifications  # noqa: F401, PLC0415
