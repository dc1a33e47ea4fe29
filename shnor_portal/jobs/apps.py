"""App configuration."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "shnor_portal.jobs"
    label = "jobs"
    verbose_name = "Задания"
