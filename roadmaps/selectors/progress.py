"""How far roadmaps are carried out: P01 and P02 as integers, set-based."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from roadmaps.enums import EvidenceState, MeasureState
from roadmaps.lifecycle import DUE_MEASURES
from roadmaps.models import Evidence, Measure
from roadmaps.models.roadmap import RoadmapQuerySet
from roadmaps.selectors.lateness import Debt, debts_of


@dataclass(slots=True)
class Progress:
    """P01 is `done` of `due`: confirmed with accepted evidence of those whose last due day has come.

    P02 is `overdue` measures, late by `late_days` working days together. `confirmed` counts all that are confirmed,
    whenever due; `without_term` have no day to be late by and stand in neither indicator.
    """

    measures: int = 0
    confirmed: int = 0
    waiting: int = 0
    due: int = 0
    done: int = 0
    overdue: int = 0
    late_days: int = 0
    without_term: int = 0

    def __add__(self, other: "Progress") -> "Progress":
        return Progress(*(getattr(self, name) + getattr(other, name) for name in Progress.__slots__))


def progress_of(roadmaps: RoadmapQuerySet, on: date) -> dict[int, Progress]:
    """Progress of each roadmap in force that has measures, by its key."""
    found: dict[int, Progress] = defaultdict(Progress)
    rows = Measure.objects.live().filter(roadmap__in=roadmaps.in_force(), state__in=DUE_MEASURES)
    accepted = Evidence.objects.filter(measure=OuterRef("pk"), state=EvidenceState.ACCEPTED)
    proven = set(rows.filter(Exists(accepted), state=MeasureState.CONFIRMED).values_list("pk", flat=True))
    for debt in debts_of(rows):
        count_measure(found[debt.roadmap_id], debt, debt.measure_id in proven, on)
    return dict(found)


def count_measure(progress: Progress, debt: Debt, is_proven: bool, on: date) -> None:
    """Add one measure to the figures of its roadmap."""
    progress.measures += 1
    progress.confirmed += debt.owed.state == MeasureState.CONFIRMED
    progress.waiting += debt.owed.state == MeasureState.DONE
    if not debt.owed.due_days:
        progress.without_term += 1
        return
    deadline = debt.clock.deadline(debt.owed.due_days[-1])
    if deadline is not None and deadline <= on:
        progress.due += 1
        progress.done += is_proven
    if late := debt.late(on):
        progress.overdue += 1
        progress.late_days += late.days
