"""Stretches of time a case stood still: deadlines do not run in them."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from roadmaps.models import CaseEvent

Pause = tuple[datetime, datetime | None]
ACTS = ("pause", "resume")


def pauses_of(case_ids: Collection[int]) -> dict[int, list[Pause]]:
    """Case → its pauses in order, the last one without an end while it lasts. One query."""
    found: dict[int, list[Pause]] = defaultdict(list)
    events = CaseEvent.objects.filter(case_id__in=case_ids, act__in=ACTS).order_by("at", "pk")
    for case_id, act, at in events.values_list("case_id", "act", "at"):
        if act == "pause":
            found[case_id].append((at, None))
        elif found[case_id]:
            found[case_id][-1] = (found[case_id][-1][0], at)
    return dict(found)
