"""Roadmaps on their way through the department: who waits, since when, who has not handed in; shares of the year."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, Subquery

from roadmaps.enums import CaseOutcome, RoadmapState
from roadmaps.lifecycle import EDITABLE_ROADMAP
from roadmaps.models import Roadmap, RoadmapSubmission, SupportCase
from roadmaps.models.roadmap import RoadmapQuerySet
from roadmaps.selectors.programme import programme_of
from shnor_portal.accounts.models import Municipality, User

BEING_READ = (RoadmapState.SUBMITTED, RoadmapState.AGREED)
LEFT_PROGRAMME = (CaseOutcome.STOPPED, CaseOutcome.REORGANISED)


def queue_of(user: User, municipality: Municipality, academic_year: int) -> RoadmapQuerySet:
    """Handed-in roadmaps in the person's sight, those that wait longest first, with the key of what is read."""
    newest = RoadmapSubmission.objects.filter(roadmap=OuterRef("pk")).order_by("-number")
    rows = Roadmap.objects.visible_to(user).of(municipality).for_year(academic_year).filter(state__in=BEING_READ)
    return (
        rows.select_related("municipality", "school", "case__coordinator", "case__curator")
        .annotate(
            submission_id=Subquery(newest.values("pk")[:1]), submission_number=Subquery(newest.values("number")[:1])
        )
        .order_by(F("submitted_at").asc(nulls_last=True), "pk")
    )


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Handings-in before and after one in the queue; `place` is 0 when it stands there no more."""

    before: int | None
    after: int | None
    place: int
    count: int


def neighbours(rows: Iterable[tuple[int, int]], roadmap: Roadmap) -> Neighbours:
    """Where to go from the roadmap, given pairs of it and its handing-in; from one already answered, to the first."""
    keys = list(rows)
    place = next((at for at, (key, _) in enumerate(keys, start=1) if key == roadmap.pk), 0)
    if not place:
        return Neighbours(None, keys[0][1] if keys else None, 0, len(keys))
    before = keys[place - 2][1] if place > 1 else None
    after = keys[place][1] if place < len(keys) else None
    return Neighbours(before, after, place, len(keys))


def days_waiting(roadmap: Roadmap, today: date) -> int | None:
    """Days on the department's table; None for one that was never handed in."""
    if roadmap.submitted_at is None:
        return None
    return (today - roadmap.submitted_at.astimezone(roadmap.municipality.zone).date()).days


@dataclass(frozen=True, slots=True)
class Due:
    """A school that owes its roadmap. `days` to the term; when it has passed, `days_late` working days."""

    case: SupportCase
    roadmap: Roadmap | None
    due_on: date
    days: int
    days_late: int


def roadmaps_due(municipality: Municipality, academic_year: int, on: date) -> list[Due]:
    """Schools whose case runs and whose roadmap is not handed in, in three queries. For reminders and the queue."""
    programme = programme_of(municipality)
    cases = SupportCase.objects.of(municipality).filter(academic_year=academic_year)
    running = cases.exclude(stage="closed").filter(paused_at__isnull=True).select_related("school", "roadmap")
    found = []
    for case in running.order_by("school__name", "pk"):
        roadmap: Roadmap | None = getattr(case, "roadmap", None)
        if roadmap is not None and (roadmap.state not in EDITABLE_ROADMAP or roadmap.submitted_at is not None):
            continue
        due_on = roadmap.due_on if roadmap and roadmap.due_on else programme.roadmap_due_on(academic_year)
        found.append(Due(case, roadmap, due_on, (due_on - on).days, programme.days_late(due_on, on)))
    return found


@dataclass(frozen=True, slots=True)
class YearShares:
    """P06 and P12 as counts: schools of the programme, with a roadmap in force, published by the term."""

    schools: int
    in_force: int
    published_in_time: int
    due_on: date


def year_shares(municipality: Municipality, academic_year: int) -> YearShares:
    """Schools that left the programme without finishing are not counted."""
    cases = SupportCase.objects.of(municipality).filter(academic_year=academic_year).exclude(outcome__in=LEFT_PROGRAMME)
    due_on = programme_of(municipality).roadmap_due_on(academic_year)
    plans = Roadmap.objects.in_force().filter(case__in=cases)
    return YearShares(
        cases.count(), plans.count(), plans.filter(published_on__isnull=False, published_on__lte=due_on).count(), due_on
    )


def queue_years(user: User, municipality: Municipality) -> list[int]:
    """School years that have roadmaps in the person's sight, newest first."""
    rows = Roadmap.objects.visible_to(user).of(municipality)
    return list(rows.order_by("-academic_year").values_list("academic_year", flat=True).distinct())
