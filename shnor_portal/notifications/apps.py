"""App configuration."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "shnor_portal.notifications"
    label = "notifications"
    verbose_name = "Уведомления"
