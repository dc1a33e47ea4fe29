"""A small city whose results give every kind of verdict."""

import pytest

from diagnostics.services.rules import ensure_presets
from tests.factories import AssessmentFactory, BatchFactory, ResultFactory, SchoolFactory

LOW, FINE = (8, 20), (2, 20)
PROCEDURES = ["VPR-5-RU", "VPR-5-MA", "VPR-6-RU", "VPR-6-MA"]
EXAMS = {"OGE-9-RU": "held", "OGE-9-MA": "held"}


def give(school, procedure, failed, participants, year=2019, batch=None):
    """A school's counts in a procedure: so many «2» of so many participants."""
    rest = participants - failed
    return ResultFactory(
        school=school,
        municipality=school.municipality,
        assessment=AssessmentFactory(procedure=procedure, academic_year=year),
        batch=batch or BatchFactory(municipality=school.municipality),
        participants=participants,
        marks_2=failed,
        marks_3=rest,
        marks_4=0,
        marks_5=0,
        failed=failed,
    )


def add_school(city, name, low, year=2019, without=(), **fields):
    """A school without senior grades, low in the first `low` of the four ВПР, fine in the others."""
    school = SchoolFactory(municipality=city, name=name, has_senior_grades=False, **fields)
    for place, procedure in enumerate(PROCEDURES):
        if procedure not in without:
            give(school, procedure, *(LOW if place < low else FINE), year=year)
    return school


@pytest.fixture
def rules(city):
    return ensure_presets(municipality_id=city.pk, by=None)


@pytest.fixture
def small_city(city, rules):
    """ОГЭ of 2019/2020 was not held; СОШ № 1 listed, № 2 not, № 10 unknown, evening school excluded."""
    add_school(city, "СОШ № 1", low=2)
    add_school(city, "СОШ № 2", low=1)
    add_school(city, "СОШ № 10", low=1, without={"VPR-6-MA"})
    add_school(city, "Вечерняя школа", low=4, kind="evening")
    return city
