"""Print the sign-ins of the demo city."""

from typing import Any

from django.core.management.base import BaseCommand

from schools.models import School
from shnor_portal.accounts.models import User
from shnor_portal.demo.cities import SECOND_CODE
from shnor_portal.demo.load import workbooks_folder
from shnor_portal.demo.people import PEOPLE, DemoPerson, account_of


class Command(BaseCommand):
    help = "Показать учётные записи демонстрационного города: роль, почта, пароль."

    def handle(self, *args: Any, **options: Any) -> None:
        known = set(User.objects.filter(email__in=[person.email for person in PEOPLE]).values_list("email", flat=True))
        people = [person for person in PEOPLE if person.email in known]
        if not people:
            self.stdout.write("Демонстрационного города нет. Построить: manage.py build_demo")
            return
        roles, emails = (
            max(map(len, column)) for column in ([p.role.label for p in people], [p.email for p in people])
        )
        self.stdout.write("Вход в демонстрационный город (пароли первоначальные):")
        for person in people:
            place = "соседний посёлок, данных пока нет" if person.city == SECOND_CODE else schools_of(person)
            told = f"  ({place})" if place else ""
            self.stdout.write(f"  {person.role.label:<{roles}}  {person.email:<{emails}}  {person.password}{told}")
        self.stdout.write(f"Книги Excel для пробы загрузки: {workbooks_folder()}")


def schools_of(person: DemoPerson) -> str:
    """«МБОУ «СОШ № 53»» for someone whose role is given at schools, else nothing."""
    given = account_of(person).role_assignments.filter(school_id__isnull=False).values_list("school_id", flat=True)
    return ", ".join(School.objects.filter(pk__in=given).order_by("pk").values_list("name", flat=True))
