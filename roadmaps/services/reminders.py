"""Each working day's telling of a municipality: reminders, the week's digest, what has stayed late too long.

Everything is read first and written in one transaction with the row of the day, so a second worker or a second start
finds the row and sends nothing. One person gets one message of a kind, however much it tells.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import structlog
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from roadmaps.models import ReminderRun
from roadmaps.notifications import CALENDAR_DIGEST, LATE_TOO_LONG, TERM_NEAR
from roadmaps.rules.occurrence import Occurrence, late_first
from roadmaps.rules.reminding import Telling, is_time, telling_on
from roadmaps.selectors.calendar import TWO_WEEKS
from roadmaps.selectors.escalation import late_schools
from roadmaps.selectors.occurrences import occurrences
from roadmaps.selectors.programme import Programme, programme_of
from roadmaps.selectors.waits import waits_for
from shnor_portal.accounts.models import Municipality, RoleAssignment, User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.accounts.selectors import department_heads
from shnor_portal.common.years import academic_year_of
from shnor_portal.notifications.kinds import NotificationKind
from shnor_portal.notifications.services import notify

log = structlog.get_logger(__name__)
LINES_IN_A_MESSAGE = 30
FARTHEST = timedelta(days=90)
"""The longest reminder a term may have; the forms of the programme allow no longer one."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one person."""

    kind: NotificationKind
    person: User
    title: str
    body: str
    path: str


def remind_due(now: datetime | None = None) -> dict[str, int]:
    """Tell the municipalities whose morning has come; gives how many messages went out in each."""
    moment = now or timezone.now()
    told: dict[str, int] = {}
    for municipality in Municipality.objects.order_by("pk"):
        count = remind_municipality(municipality=municipality, now=moment)
        if count is not None:
            told[municipality.code] = count
    return told


def remind_municipality(*, municipality: Municipality, now: datetime) -> int | None:
    """Today's telling; gives the number of messages, or None when it is not the time or it was done already."""
    programme = programme_of(municipality)
    here = now.astimezone(municipality.zone)
    last = ReminderRun.objects.filter(municipality=municipality).order_by("-day").first()
    if not is_time(here, programme.workdays) or (last and last.day >= here.date()):
        return None
    telling = telling_on(here.date(), programme.workdays, (last.day, last.covers_until) if last else None)
    messages = [*_to_people(municipality, programme, telling), *_to_heads(municipality, programme, telling)]
    try:
        return _send(municipality, telling, messages)
    except IntegrityError:
        log.info("reminders sent by another worker", municipality=municipality.code)
        return None


@transaction.atomic
def _send(municipality: Municipality, telling: Telling, messages: list[Message]) -> int:
    ReminderRun.objects.create(
        municipality=municipality, day=telling.day, covers_until=telling.until, messages=len(messages)
    )
    for message in messages:
        notify(
            kind=message.kind.code,
            recipients=[message.person],
            municipality_id=municipality.pk,
            title=message.title,
            body=message.body,
            path=message.path,
        )
    return len(messages)


def people_of(municipality: Municipality) -> list[User]:
    """Everybody who sees the calendar of the municipality today."""
    rows = RoleAssignment.objects.in_force(municipality.today).filter(municipality=municipality)
    people = {row.user_id: row.user for row in rows.select_related("user").order_by("user_id")}
    return [one for one in people.values() if one.is_active and one.has_perm(Permission.VIEW_CALENDAR)]


def _to_people(municipality: Municipality, programme: Programme, telling: Telling) -> Iterator[Message]:
    first = date(academic_year_of(telling.day), 9, 1)
    last = telling.until + FARTHEST
    for person in people_of(municipality):
        rows = occurrences(person, municipality, first, last, only_mine=True, today=telling.day)
        yield from _reminder(person, rows, programme, telling)
        if telling.is_week_start:
            yield from _digest(person, municipality, rows, telling)


def _reminder(person: User, rows: list[Occurrence], programme: Programme, telling: Telling) -> Iterator[Message]:
    """Terms that come near; what is late is the digest's."""
    near = [
        row
        for row in rows
        if not row.is_done and not row.is_late and telling.reminds(row.day, row.reminders or programme.reminder_days)
    ]
    if near:
        title = f"Срок близко: {near[0].title}" if len(near) == 1 else f"Сроки близко: {len(near)}"
        yield Message(TERM_NEAR, person, title, _listed(near), reverse("roadmaps:calendar"))


def _digest(person: User, municipality: Municipality, rows: list[Occurrence], telling: Telling) -> Iterator[Message]:
    """What is late, what comes in two weeks, what waits for an answer; nothing of the three, no letter."""
    late = [row for row in rows if row.is_late]
    coming = [row for row in rows if not row.is_done and telling.day <= row.until <= telling.day + TWO_WEEKS]
    waiting = [f"— {item.title}: {item.count}" for item in waits_for(person, municipality)]
    parts = [
        ("Просрочено", _listed(late_first(late))),
        ("В ближайшие две недели", _listed(coming)),
        ("Ждёт вас", "\n".join(waiting)),
    ]
    body = "\n\n".join(f"{head}:\n{text}" for head, text in parts if text)
    if body:
        title = f"Неделя: просрочено {len(late)}, в ближайшие две недели {len(coming)}"
        yield Message(CALENDAR_DIGEST, person, title, body, reverse("roadmaps:calendar"))


def _to_heads(municipality: Municipality, programme: Programme, telling: Telling) -> Iterator[Message]:
    """One list to each head of what stays late."""
    schools = late_schools(municipality, programme, telling)
    if not schools:
        return
    body = "\n".join(f"— {school.words}" for school in schools[:LINES_IN_A_MESSAGE])
    if len(schools) > LINES_IN_A_MESSAGE:
        body += f"\n… и ещё школ: {len(schools) - LINES_IN_A_MESSAGE}"
    for head in department_heads(municipality.pk):
        title = f"Долгая просрочка: школ {len(schools)}"
        yield Message(LATE_TOO_LONG, head, title, body, f"{reverse('roadmaps:board')}?late=on")


def _listed(rows: list[Occurrence]) -> str:
    """Lines of a letter; very many are counted."""
    lines = [f"— {row.day:%d.%m.%Y}: {row.title}{f' ({row.school})' if row.school else ''}" for row in rows]
    if len(lines) > LINES_IN_A_MESSAGE:
        lines[LINES_IN_A_MESSAGE:] = [f"… и ещё {len(lines) - LINES_IN_A_MESSAGE}"]
    return "\n".join(lines)
