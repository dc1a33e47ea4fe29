"""Stretches of time a case stood still: deadlines do not run in them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime, tzinfo

from django.utils import timezone

from roadmaps.models import CaseEvent

Pause = tuple[datetime, datetime | None]
ACTS = ("pause", "resume")


def pauses_of(case_ids: Collection[int]) -> dict[int, list[Pause]]:
    """Case → its pauses in order, the last one without an end while it lasts. One query."""
    found: dict[int, list[Pause]] = defaultdict(list)
    events = CaseEvent.objects.filter(case_id__in=case_ids, act__in=ACTS).order_by("at", "pk")
    for event in events.only("case_id", "act", "at"):
        _count(found[event.case_id], event)
    return dict(found)


def pauses_in(events: Iterable[CaseEvent]) -> list[Pause]:
    """Pauses told by the history of one case, already read in its order."""
    found: list[Pause] = []
    for event in events:
        if event.act in ACTS:
            _count(found, event)
    return found


def _count(pauses: list[Pause], event: CaseEvent) -> None:
    if event.act == "pause":
        pauses.append((event.at, None))
    elif pauses:
        pauses[-1] = (pauses[-1][0], event.at)


def days_paused(pauses: Collection[Pause], since: date, zone: tzinfo) -> int:
    """For how many days of a stage that began on `since` the case stood still; a pause that lasts counts till today."""
    total = 0
    for start, end in pauses:
        begins = max(start.astimezone(zone).date(), since)
        ends = (end or timezone.now()).astimezone(zone).date()
        total += max((ends - begins).days, 0)
    return total
