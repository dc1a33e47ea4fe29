"""Invented people of the demo city, one for each role, and their passwords, which everybody may know."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from schools.models import School
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.accounts.permissions import Role
from shnor_portal.accounts.services import give_role
from shnor_portal.demo.cities import MAIN_CODE, SECOND_CODE


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One account. `city` is the code of its municipality; a school role is given at the school that stands in place
    `school` of this year's list."""

    role: Role
    city: str
    email: str
    password: str
    full_name: str
    position: str
    school: int = 0


def _person(role: Role, name: str, full_name: str, position: str, city: str = MAIN_CODE, school: int = 0) -> DemoPerson:
    domain = {MAIN_CODE: "lazurnomorsk", SECOND_CODE: "tihaya-buhta"}[city]
    return DemoPerson(role, city, f"{name}@{domain}.example", f"{domain}-{name}-2020", full_name, position, school)


ADMINISTRATOR = _person(
    Role.CITY_ADMINISTRATOR, "admin", "Клеверов Тростник Вязович", "Администратор портала, методический центр"
)
OFFICER = _person(
    Role.MUNICIPAL_OFFICER, "officer", "Ромашкина Сирень Клёновна", "Главный специалист управления образования"
)
HEAD = _person(Role.DEPARTMENT_HEAD, "head", "Васильков Нарцисс Дубович", "Начальник управления образования")
COORDINATOR = _person(
    Role.MUNICIPAL_COORDINATOR, "coordinator", "Камышова Мальва Вязовна", "Методист методического центра"
)
CURATOR = _person(Role.CURATOR, "curator", "Чабрецова Калина Дубовна", "Методист, куратор трёх школ")
SCHOOL_ADMIN = _person(Role.SCHOOL_ADMIN, "school", "Осокина Мята Кедровна", "Заместитель директора")
SECOND_SCHOOL_ADMIN = _person(
    Role.SCHOOL_ADMIN, "school2", "Подорожникова Фиалка Тополевна", "Заместитель директора", school=1
)
TEACHER = _person(Role.TEACHER, "teacher", "Одуванчикова Рябина Ясеневна", "Учитель математики")
SECOND_OFFICER = _person(
    Role.MUNICIPAL_OFFICER, "officer", "Морошкин Вереск Тополевич", "Специалист отдела образования", SECOND_CODE
)
PEOPLE = (
    OFFICER,
    HEAD,
    COORDINATOR,
    ADMINISTRATOR,
    _person(Role.OBSERVER, "observer", "Лопухов Ландыш Каштанович", "Общественный совет"),
    CURATOR,
    SCHOOL_ADMIN,
    SECOND_SCHOOL_ADMIN,
    TEACHER,
    SECOND_OFFICER,
)


def account_of(person: DemoPerson) -> User:
    """The person's account. Raises User.DoesNotExist before the city is built."""
    return User.objects.get(email=person.email)


@transaction.atomic
def open_accounts(people: Iterable[DemoPerson], city: Municipality, school: School | None = None) -> None:
    """Open the accounts that are missing, each with its role; a second call changes nothing."""
    for person in people:
        user = User.objects.filter(email=person.email).first() or User(email=person.email)
        if not user.has_usable_password() or user.pk is None:
            user.full_name, user.position = person.full_name, person.position
            user.set_password(person.password)
            user.save()
        if not user.role_assignments.filter(municipality=city, role=person.role).exists():
            place = school.pk if school is not None and person.role.is_school_role else None
            give_role(user=user, municipality=city, role=person.role, school_id=place, by=None)
