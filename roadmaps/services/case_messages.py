"""Who is told what about a case."""

from collections.abc import Iterable

from django.urls import reverse

from roadmaps.models import SupportCase
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission, Role
from shnor_portal.accounts.selectors import but, holders, school_people
from shnor_portal.notifications.kinds import NotificationKind
from shnor_portal.notifications.services import notify


def school_side(case: SupportCase) -> list[User]:
    """The school's administration and its curators."""
    return school_people(case.municipality_id, [case.school_id], Role.SCHOOL_ADMIN, Role.CURATOR)


def department_side(case: SupportCase) -> list[User]:
    """The coordinator of the case; without one, everybody who leads cases."""
    return [case.coordinator] if case.coordinator else holders(case.municipality_id, Permission.MANAGE_CASES)


def send(
    kind: NotificationKind, case: SupportCase, people: Iterable[User], by: User | None, *, title: str, body: str = ""
) -> None:
    """A message that leads to the page of the case; nobody is told of her own doing."""
    notify(
        kind=kind.code,
        recipients=but(people, by),
        municipality_id=case.municipality_id,
        title=title,
        body=body,
        path=reverse("roadmaps:case", args=[case.pk]),
    )
