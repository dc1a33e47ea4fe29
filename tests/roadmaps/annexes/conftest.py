"""A school with a teacher, a colleague who reads for the association, a deputy and a head; and strangers."""

from dataclasses import dataclass, fields

import pytest

from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Role
from tests.factories import SchoolFactory, make_user
from tests.roadmaps.annexes.builders import annex_of


@dataclass(frozen=True, slots=True)
class People:
    teacher: User
    reader: User
    deputy: User
    head: User
    colleague: User
    neighbour: User
    officer: User
    stranger: User

    def items(self) -> list[tuple[str, User]]:
        return [(field.name, getattr(self, field.name)) for field in fields(self)]


@pytest.fixture
def people(city, other_city, school):
    elsewhere = SchoolFactory(municipality=city)
    return People(
        teacher=make_user(Role.TEACHER, city, school),
        reader=make_user(Role.TEACHER, city, school),
        deputy=make_user(Role.SCHOOL_ADMIN, city, school),
        head=make_user(Role.SCHOOL_ADMIN, city, school),
        colleague=make_user(Role.TEACHER, city, school),
        neighbour=make_user(Role.SCHOOL_ADMIN, city, elsewhere),
        officer=make_user(Role.MUNICIPAL_OFFICER, city),
        stranger=make_user(Role.MUNICIPAL_OFFICER, other_city),
    )


@pytest.fixture
def annex(people, school):
    """A filled draft with both readers named."""
    return annex_of(people.teacher, school, association_reader=people.reader, deputy_reader=people.deputy)
