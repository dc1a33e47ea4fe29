"""Create a municipality on an installation that serves several."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from shnor_portal.accounts.models import Municipality
from shnor_portal.accounts.services import create_municipality
from shnor_portal.accounts.services.city import city_fields
from shnor_portal.common.refusals import Refusal

NOT_BY_OPTION = {"calendar_overrides"}


class Command(BaseCommand):
    help = "Завести муниципалитет. Людей в нём заводит create_account."

    def add_arguments(self, parser: CommandParser) -> None:
        labels = city_fields()
        for field in Municipality._meta.concrete_fields:
            if field.name in labels and field.name not in NOT_BY_OPTION:
                option = f"--{field.name.replace('_', '-')}"
                required = not field.has_default() and not field.blank
                parser.add_argument(option, dest=field.name, required=required, help=labels[field.name])

    def handle(self, *args: Any, **options: Any) -> None:
        description = {name: options[name] for name in city_fields() if options.get(name) is not None}
        try:
            city = create_municipality(description=description)
        except Refusal as refusal:
            raise CommandError(f"{refusal.message} {refusal.hint}".strip()) from refusal
        self.stdout.write(f"Муниципалитет «{city.name}» заведён, код {city.code}.")
