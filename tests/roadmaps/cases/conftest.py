"""People and rows around one case: who may, one of the same house, a stranger."""

import pytest

from roadmaps.enums import CaseStage
from shnor_portal.accounts.permissions import Role
from tests.factories import CaseFactory, make_user


@pytest.fixture
def case(school):
    return CaseFactory(school=school, stage=CaseStage.CANDIDATE)


@pytest.fixture
def curator(city, school):
    return make_user(Role.CURATOR, city, school)


@pytest.fixture
def head(city):
    return make_user(Role.DEPARTMENT_HEAD, city)


@pytest.fixture
def coordinator(city):
    return make_user(Role.MUNICIPAL_COORDINATOR, city)


@pytest.fixture
def observer(city):
    """One of the same house who sees no cases at all."""
    return make_user(Role.OBSERVER, city)
