"""The three people of every question: the school's own, her colleague's curator, a stranger; and a plan in force."""

import pytest

from shnor_portal.accounts.permissions import Role
from tests.factories import SchoolFactory, make_user
from tests.roadmaps.doing.builders import measure_of, plan_in_force


@pytest.fixture
def plan(school):
    return plan_in_force(school)


@pytest.fixture
def measure(plan):
    return measure_of(plan)


@pytest.fixture
def curator(school):
    return make_user(Role.CURATOR, school.municipality, school)


@pytest.fixture
def coordinator(city):
    return make_user(Role.MUNICIPAL_COORDINATOR, city)


@pytest.fixture
def neighbour(city):
    """Administration of another school of the city."""
    return make_user(Role.SCHOOL_ADMIN, city, SchoolFactory(municipality=city))
