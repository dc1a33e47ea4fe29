"""App configuration."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "shnor_portal.api"
    label = "api"
    verbose_name = "Программный интерфейс"
