"""App configuration."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "shnor_portal.accounts"
    label = "accounts"
    verbose_name = "Учётные записи"
