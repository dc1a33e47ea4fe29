"""App configuration."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "shnor_portal.common"
    label = "common"
    verbose_name = "Общее"
