"""App configuration."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "shnor_portal.imports"
    label = "imports"
    verbose_name = "Загрузки"
