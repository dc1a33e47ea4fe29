"""Make a token for a person: for programs that a city's operator sets up."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from shnor_portal.accounts.models import User
from shnor_portal.api.scopes import API_SCOPES
from shnor_portal.api.services import issue_token
from shnor_portal.common.refusals import Refusal


class Command(BaseCommand):
    help = "Выпустить токен программного доступа. Сам токен печатается один раз, на стандартный вывод."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True, help="почта человека, от имени которого работает программа")
        parser.add_argument("--title", required=True, help="для чего токен")
        parser.add_argument(
            "--scope",
            action="append",
            default=[],
            metavar="ПРАВО",
            help=f"что разрешено; можно несколько раз: {', '.join(scope.value for scope in API_SCOPES)}; "
            "без этого ключа — всё, что может человек",
        )
        parser.add_argument("--write", action="store_true", help="разрешить изменять данные")
        parser.add_argument("--days", type=int, default=90, help="срок в днях, по умолчанию 90")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].strip().lower(), is_active=True).first()
        if user is None:
            raise CommandError("Действующей учётной записи с такой почтой нет.")
        scopes = options["scope"] or [scope.value for scope in API_SCOPES if user.has_perm(scope)]
        try:
            token, secret = issue_token(
                user=user,
                title=options["title"],
                scopes=scopes,
                may_write=options["write"],
                days=options["days"],
                by=None,
            )
        except Refusal as refusal:
            raise CommandError(f"{refusal.message} {refusal.hint}") from refusal
        self.stderr.write(f"Права: {', '.join(token.scopes)}. Действует до {token.expiry:%d.%m.%Y %H:%M} UTC.")
        self.stdout.write(secret)
