"""A school's roadmap in its making: two sections with measures, and the people around it."""

import pytest

from shnor_portal.accounts.permissions import Role
from tests.factories import (
    CaseDeficitFactory,
    CaseFactory,
    CaseRiskFactory,
    MeasureFactory,
    RoadmapFactory,
    SectionFactory,
    make_user,
)


@pytest.fixture
def case(school):
    return CaseFactory(school=school)


@pytest.fixture
def roadmap(case):
    """Two sections, two measures in the first, one in the second; a deficit and a risk factor to treat."""
    made = RoadmapFactory(case=case)
    CaseDeficitFactory(case=case)
    CaseRiskFactory(case=case)
    first, second = (SectionFactory(roadmap=made, title=title) for title in ("Диагностика", "Кадры"))
    for section, title in ((first, "Собеседования"), (first, "Анализ работ"), (second, "Наставничество")):
        MeasureFactory(section=section, title=title)
    return made


@pytest.fixture
def editor(school_admin):
    """Who may: the school's own administration."""
    return school_admin


@pytest.fixture
def curator(school):
    """Of the same house: sees the roadmap, may not write in it."""
    return make_user(Role.CURATOR, school.municipality, school)
