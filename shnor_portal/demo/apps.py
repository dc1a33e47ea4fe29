"""App configuration."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "shnor_portal.demo"
    label = "demo"
    verbose_name = "Демонстрационный город"
