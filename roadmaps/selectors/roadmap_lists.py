"""The register of roadmaps, and who each of them waits for."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from roadmaps.enums import RoadmapState
from roadmaps.lifecycle import EDITABLE_ROADMAP
from roadmaps.models import Roadmap
from roadmaps.selectors.programme import Programme
from shnor_portal.accounts.models import Municipality, User

HOLDERS = {
    RoadmapState.DRAFT: ("школа", "управление образования"),
    RoadmapState.RETURNED: ("школа", "управление образования"),
    RoadmapState.SUBMITTED: ("управление образования", "управление образования"),
    RoadmapState.AGREED: ("руководитель управления", "руководитель управления"),
    RoadmapState.APPROVED: ("школа", "управление образования"),
    RoadmapState.PUBLISHED: ("никто: карта выполняется", "никто: карта выполняется"),
}
"""Whom a state waits for: at a school's roadmap, at the city's."""


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A line of the register. `late` is in working days, 0 when in time or nothing is due."""

    roadmap: Roadmap
    holder: str
    late: int


def listed_roadmaps(user: User, city: Municipality) -> "QuerySet[Roadmap]":
    """Roadmaps in sight with what the register shows, the city's first, then schools by name."""
    standing = Q(measures__is_removed=False)
    rows = Roadmap.objects.visible_to(user).of(city).select_related("school", "municipality", "case")
    return rows.annotate(measure_count=Count("measures", filter=standing)).order_by(
        "-academic_year", "school__name", "pk"
    )


def roadmap_years(user: User, city: Municipality, running: int) -> list[int]:
    """School years with roadmaps in sight and the running one, the newest first."""
    found = Roadmap.objects.visible_to(user).of(city).order_by().values_list("academic_year", flat=True).distinct()
    return sorted({*found, running}, reverse=True)


def register_row(roadmap: Roadmap, programme: Programme, today: date) -> RegisterRow:
    """The roadmap with whom it waits for and how late it is."""
    return RegisterRow(roadmap, holder_of(roadmap), days_late(roadmap, programme, today))


def holder_of(roadmap: Roadmap) -> str:
    """Whom the roadmap waits for, in words."""
    return HOLDERS[RoadmapState(roadmap.state)][1 if roadmap.is_of_city else 0]


def days_late(roadmap: Roadmap, programme: Programme, today: date) -> int:
    """Working days a roadmap that has not been handed in is late by."""
    if roadmap.due_on is None or roadmap.state not in EDITABLE_ROADMAP or roadmap.submitted_at is not None:
        return 0
    return programme.days_late(roadmap.due_on, today)


def overdue(rows: "QuerySet[Roadmap]", programme: Programme, today: date) -> "QuerySet[Roadmap]":
    """Those not handed in although their day, moved off days off, has passed."""
    waiting = rows.filter(state__in=EDITABLE_ROADMAP, submitted_at__isnull=True, due_on__lt=today)
    days = waiting.order_by().values_list("due_on", flat=True).distinct()
    return waiting.filter(due_on__in=[day for day in days if day and programme.days_late(day, today)])
