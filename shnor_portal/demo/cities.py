"""The demo municipalities: the city of the demo world, and a tiny neighbour that shows where sight ends."""

from typing import Any

from django.db import transaction

from schools.enums import CodeSystem, Locality
from schools.models import School
from schools.services import SchoolDraft, add_code, create_school
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.demo.world.city import FOUNDER, MUNICIPALITY, MUNICIPALITY_CODE, REGION_NAME, calendar_overrides
from shnor_portal.demo.world.codes import REGION, fisoko_login, ogrn

MAIN_CODE = MUNICIPALITY_CODE
SECOND_CODE = "902"

_NEIGHBOURS = (
    ("МБОУ «СОШ № 1»", "Муниципальное бюджетное учреждение «Средняя школа № 1» посёлка Тихая Бухта", 1),
    ("МБОУ «ООШ № 2»", "Муниципальное бюджетное учреждение «Основная школа № 2» посёлка Тихая Бухта", 2),
)
_FIRST_SERIAL = 9001


def main_city() -> dict[str, Any]:
    """The description of the city, with a calendar of its own: there every procedure was held every spring."""
    return {
        "code": MAIN_CODE,
        "name": MUNICIPALITY,
        "name_genitive": "города Лазурноморска",
        "region_name": REGION_NAME,
        "region_code": REGION,
        "time_zone": "Asia/Vladivostok",
        "administration_name": "Администрация города Лазурноморска",
        "department_name": FOUNDER[0].upper() + FOUNDER[1:],
        "department_genitive": "управления образования администрации города Лазурноморска",
        "head_position": "Начальник управления",
        "head_position_genitive": "начальника управления",
        "head_name": "Н.Д. Васильков",
        "order_number_suffix": "-а",
        "calendar_overrides": calendar_by_year(),
    }


def second_city() -> dict[str, Any]:
    return {
        "code": SECOND_CODE,
        "name": "посёлок Тихая Бухта",
        "name_genitive": "посёлка Тихая Бухта",
        "region_name": REGION_NAME,
        "region_code": REGION,
        "time_zone": "Asia/Vladivostok",
        "administration_name": "Администрация посёлка Тихая Бухта",
        "department_name": "Отдел образования администрации посёлка Тихая Бухта",
        "department_genitive": "отдела образования администрации посёлка Тихая Бухта",
        "head_position": "Начальник отдела",
        "head_position_genitive": "начальника отдела",
        "head_name": "К.В. Люпинова",
    }


def calendar_by_year() -> dict[str, dict[str, str]]:
    """The city's calendar as a municipality keeps it: school year → procedure → held or not."""
    years: dict[str, dict[str, str]] = {}
    for (procedure, year), availability in calendar_overrides().items():
        years.setdefault(str(year), {})[procedure] = availability.value
    return years


@transaction.atomic
def enter_neighbours(city: Municipality, by: User) -> None:
    """Two schools, by hand: a register of two is not worth a file."""
    for name, full_name, number in _NEIGHBOURS:
        if School.objects.filter(municipality=city, name=name).exists():
            continue
        draft = SchoolDraft(name, full_name, locality=Locality.SETTLEMENT, has_senior_grades=number == 1)
        school = create_school(municipality=city, draft=draft, by=by)
        serial = _FIRST_SERIAL + number
        for system, code in (
            (CodeSystem.RIS, f"{SECOND_CODE}{number:03d}"),
            (CodeSystem.FISOKO, fisoko_login(serial)),
            (CodeSystem.OGRN, ogrn(serial * 137)),
        ):
            add_code(school=school, system=system, raw=code, by=by)
