"""Open an account from the command line: the first administrator of a city, or anybody else."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from schools.models import SchoolCode
from shnor_portal.accounts.models import Municipality
from shnor_portal.accounts.passwords import password_link
from shnor_portal.accounts.permissions import Role
from shnor_portal.accounts.services import open_account
from shnor_portal.common.refusals import Refusal


class Command(BaseCommand):
    help = "Открыть учётную запись с ролью и напечатать ссылку, по которой человек задаст пароль."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True, help="почта, по которой человек входит")
        parser.add_argument("--name", required=True, help="фамилия, имя и отчество")
        parser.add_argument("--role", required=True, choices=Role.values, help="роль")
        parser.add_argument("--municipality", required=True, metavar="CODE", help="код муниципалитета")
        parser.add_argument("--school-code", metavar="CODE", help="код школы в любой системе: для ролей школы")

    def handle(self, *args: Any, **options: Any) -> None:
        city = Municipality.objects.filter(code=options["municipality"]).first()
        if city is None:
            raise CommandError(f"Муниципалитета с кодом «{options['municipality']}» нет.")
        try:
            user = open_account(
                municipality=city,
                email=options["email"],
                full_name=options["name"],
                role=Role(options["role"]),
                school_id=school_by_code(city, options["school_code"]),
                by=None,
            )
        except Refusal as refusal:
            raise CommandError(f"{refusal.message} {refusal.hint}") from refusal
        self.stdout.write(f"Учётная запись открыта: {user.email}, {Role(options['role']).label}.")
        self.stdout.write(f"Задать пароль: {password_link(user)}")


def school_by_code(city: Municipality, code: str | None) -> int | None:
    """The school that carries the code in some system; the operator is told when it is none or several."""
    if not code:
        return None
    found = SchoolCode.objects.of(city).filter(value=code.strip()).values_list("school_id", flat=True)
    schools = set(found)
    if len(schools) != 1:
        raise CommandError(f"По коду «{code}» найдено школ: {len(schools)}. Нужна ровно одна.")
    return schools.pop()
