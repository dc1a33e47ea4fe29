"""Open a city on a new installation."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from shnor_portal.accounts.passwords import password_link
from shnor_portal.accounts.services import open_city
from shnor_portal.common.refusals import Refusal


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
