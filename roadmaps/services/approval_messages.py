"""Who is told what of a roadmap's approval."""

from collections.abc import Iterable

from django.urls import reverse

from roadmaps.models import Roadmap, RoadmapSubmission
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.accounts.selectors import but, holders, school_heads
from shnor_portal.notifications.kinds import NotificationKind
from shnor_portal.notifications.services import notify


def reviewers_of(roadmap: Roadmap) -> list[User]:
    """The coordinator and the curator of the case; without them, everybody who reviews roadmaps."""
    case = roadmap.case
    named = [person for person in (case.coordinator, case.curator) if person] if case else []
    return named or holders(roadmap.municipality_id, Permission.REVIEW_ROADMAPS)


def approvers_of(roadmap: Roadmap) -> list[User]:
    return holders(roadmap.municipality_id, Permission.APPROVE_ROADMAPS)


def authors_of(roadmap: Roadmap) -> list[User]:
    """Administration of the school; of the city's roadmap, those who keep it."""
    if roadmap.school_id is None:
        return holders(roadmap.municipality_id, Permission.EDIT_CITY_ROADMAP)
    return school_heads(roadmap.municipality_id, [roadmap.school_id])


def whose(roadmap: Roadmap) -> str:
    """«СОШ № 5», or «Карта города»."""
    return str(roadmap.school) if roadmap.school else "Карта города"


def send_submission(
    kind: NotificationKind, submission: RoadmapSubmission, people: Iterable[User], by: User | None, body: str = ""
) -> None:
    """A message that leads to the handing-in."""
    path = reverse("roadmaps:submission", args=[submission.pk])
    send_roadmap(kind, submission.roadmap, people, by, body, path)


def send_roadmap(
    kind: NotificationKind, roadmap: Roadmap, people: Iterable[User], by: User | None, body: str, path: str = ""
) -> None:
    """A message that leads to the roadmap, unless another page is named; nobody is told of her own doing."""
    notify(
        kind=kind.code,
        recipients=but(people, by),
        municipality_id=roadmap.municipality_id,
        title=f"{kind.title}: {whose(roadmap)}",
        body=body,
        path=path or reverse("roadmaps:roadmap", args=[roadmap.pk]),
    )
