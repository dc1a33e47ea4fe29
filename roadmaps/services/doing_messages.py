"""Who is told what of measures, evidence and reviews."""

from django.urls import reverse

from roadmaps.models import Measure, SupportCase
from roadmaps.notifications import MEASURE_DONE
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.accounts.selectors import but, holders, school_heads
from shnor_portal.notifications.kinds import NotificationKind
from shnor_portal.notifications.services import notify

SHORT = 80


def tell_checkers(measure: Measure, by: User | None, text: str, kind: NotificationKind = MEASURE_DONE) -> None:
    """To the curator and the coordinator of the case; nobody else is waked for a school's report."""
    case = measure.roadmap.case
    people = [person for person in (case.curator, case.coordinator) if person] if case else []
    send_of_measure(kind, measure, but(people, by), text)


def tell_school(measure: Measure, by: User | None, kind: NotificationKind, text: str) -> None:
    """To the school's administration and the person named responsible; of a city measure, to its editors."""
    if measure.roadmap.school_id is None:
        people = holders(measure.municipality_id, Permission.EDIT_CITY_ROADMAP)
    else:
        people = school_heads(measure.municipality_id, [measure.roadmap.school_id])
    named = [measure.responsible_user] if measure.responsible_user else []
    send_of_measure(kind, measure, but([*people, *named], by), text)


def send_of_measure(kind: NotificationKind, measure: Measure, people: list[User], text: str) -> None:
    where = f"{measure.roadmap.school}: " if measure.roadmap.school_id else ""
    notify(
        kind=kind.code,
        recipients=people,
        municipality_id=measure.municipality_id,
        title=f"{kind.title}: {where}{shortened(str(measure))}",
        body=text,
        path=reverse("roadmaps:measure", args=[measure.pk]),
    )


def send_of_case(
    kind: NotificationKind, case: SupportCase, people: list[User], title: str, body: str, path: str
) -> None:
    notify(kind=kind.code, recipients=people, municipality_id=case.municipality_id, title=title, body=body, path=path)


def shortened(text: str, limit: int = SHORT) -> str:
    """A long text cut at a word, for the subject of a letter."""
    return text if len(text) <= limit else f"{text[:limit].rsplit(' ', 1)[0]}…"
