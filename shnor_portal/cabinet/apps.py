"""App configuration."""

from django.apps import AppConfig


class CabinetConfig(AppConfig):
    name = "shnor_portal.cabinet"
    label = "cabinet"
    verbose_name = "Кабинет"
