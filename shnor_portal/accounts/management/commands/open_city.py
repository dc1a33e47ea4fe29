"""Open a city on a new installation."""

import json
import sys
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from shnor_portal.accounts.models import User
from shnor_portal.accounts.services.city import open_city
from shnor_portal.common.refusals import Refusal


def password_link(user: User) -> str:
    """Address at which the person sets her password; works once, within `PASSWORD_RESET_TIMEOUT`."""
    address = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)},
    )
    return settings.PUBLIC_URL.rstrip("/") + address


class Command(BaseCommand):
    help = "Открыть город и его первого администратора. Описание города — JSON на стандартном вводе."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--administrator", required=True, metavar="EMAIL", help="почта первого администратора")
        parser.add_argument("--full-name", required=True, help="фамилия, имя и отчество администратора")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            description = json.load(sys.stdin)
        except ValueError as error:
            raise CommandError(f"Описание города — не JSON: {error}") from error
        try:
            city, user = open_city(
                description=description, administrator_email=options["administrator"], full_name=options["full_name"]
            )
        except Refusal as refusal:
            raise CommandError(f"{refusal.message} {refusal.hint}".strip()) from refusal
        self.stdout.write(f"Открыт город «{city.name}». Администратор: {user.email}")
        self.stdout.write(f"Задать пароль: {password_link(user)}")
