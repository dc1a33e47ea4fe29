"""Close the account of a person who has left."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from shnor_portal.accounts.services import close_account
from shnor_portal.common.refusals import Refusal


class Command(BaseCommand):
    help = "Закрыть учётную запись: войти по ней нельзя, роли и сессии прекращаются."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True, help="почта, по которой человек входит")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            user = close_account(email=options["email"])
        except Refusal as refusal:
            raise CommandError(f"{refusal.message} {refusal.hint}") from refusal
        self.stdout.write(f"Учётная запись закрыта: {user.email}")
