"""Schools that a list of a school year is about."""

import re
from datetime import date

from django.db.models import Q

from diagnostics.selection.outcomes import SchoolInput
from schools.models import School

_DIGITS = re.compile(r"(\d+)")
PRIMARY_AND_BASIC = frozenset(range(1, 10))
ALL_GRADES = frozenset(range(1, 12))


def considered_schools(municipality_id: int, academic_year: int) -> list[School]:
    """Schools that work in the school year (it begins on 1 September), in the order people count them in."""
    begins, ends = date(academic_year, 9, 1), date(academic_year + 1, 8, 31)
    schools = School.objects.filter(
        Q(opened_on__isnull=True) | Q(opened_on__lte=ends),
        Q(closed_on__isnull=True) | Q(closed_on__gt=begins),
        municipality_id=municipality_id,
    )
    return sorted(schools, key=lambda school: (natural_key(school.name), school.pk))


def school_input(school: School) -> SchoolInput:
    """The school as the rule sees it: without senior grades no ЕГЭ is expected of it."""
    grades = ALL_GRADES if school.has_senior_grades else PRIMARY_AND_BASIC
    return SchoolInput(id=school.pk, kind=school.kind, name=school.name, grades=grades)


def natural_key(name: str) -> list[tuple[int, int, str]]:
    """A key that puts «СОШ № 9» before «СОШ № 10»."""
    parts = _DIGITS.split(name.casefold())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part]
