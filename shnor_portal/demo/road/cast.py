"""Who acts in the demo's year: people who sign in, and deputy heads of other schools, who have no password."""

from dataclasses import dataclass

from schools.models import School
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.accounts.permissions import Role
from shnor_portal.accounts.services import give_role
from shnor_portal.demo.people import (
    COORDINATOR,
    CURATOR,
    HEAD,
    OFFICER,
    SCHOOL_ADMIN,
    SECOND_SCHOOL_ADMIN,
    TEACHER,
    account_of,
)
from shnor_portal.demo.world.names import person

WOMEN = 101
"""Odd numbers are women in `world.names`, and people of schools begin here."""


@dataclass(frozen=True, slots=True)
class Cast:
    """People by what they do. `schools` are this year's list, the worst first; `deputies` of them by key."""

    officer: User
    head: User
    coordinator: User
    curator: User
    teacher: User
    schools: list[School]
    deputies: dict[int, User]

    def deputy(self, school: School) -> User:
        return self.deputies[school.pk]

    def site(self, school: School) -> str:
        """The section of the school's invented site where the programme is told of."""
        return f"https://shkola-{school.pk}.lazurnomorsk.example/shkola-rosta/"


def gather(city: Municipality, schools: list[School]) -> Cast:
    """The cast; accounts that are missing are opened."""
    signing_in = {someone.school: account_of(someone) for someone in (SCHOOL_ADMIN, SECOND_SCHOOL_ADMIN)}
    deputies = {
        school.pk: signing_in.get(place) or _deputy(city, school, place) for place, school in enumerate(schools)
    }
    return Cast(
        officer=account_of(OFFICER),
        head=account_of(HEAD),
        coordinator=account_of(COORDINATOR),
        curator=account_of(CURATOR),
        teacher=account_of(TEACHER),
        schools=schools,
        deputies=deputies,
    )


def curate(cast: Cast, city: Municipality, school: School) -> None:
    """Let the curator support one more school."""
    held = cast.curator.role_assignments.filter(municipality=city, role=Role.CURATOR, school_id=school.pk)
    if not held.exists():
        give_role(user=cast.curator, municipality=city, role=Role.CURATOR, school_id=school.pk, by=None)


def second_teacher(city: Municipality, school: School) -> User:
    """A teacher who writes annexes in the demo and never signs in."""
    return _backstage("teacher-2@lazurnomorsk.example", WOMEN - 2, "Учитель математики", Role.TEACHER, city, school)


def _deputy(city: Municipality, school: School, place: int) -> User:
    """The deputy head of a school, who acts in the demo and never signs in."""
    email, number = f"deputy-{place}@lazurnomorsk.example", WOMEN + 2 * place
    return _backstage(email, number, "Заместитель директора", Role.SCHOOL_ADMIN, city, school)


def _backstage(email: str, number: int, position: str, role: Role, city: Municipality, school: School) -> User:
    """An account without a password; the second asking gives the same one."""
    user = User.objects.filter(email=email).first()
    if user is not None:
        return user
    user = User(email=email, full_name=" ".join(person(number)), position=position)
    user.set_unusable_password()
    user.save()
    give_role(user=user, municipality=city, role=role, school_id=school.pk, by=None)
    return user
