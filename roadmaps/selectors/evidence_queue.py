"""Evidence that waits for a decision: the oldest first, with the neighbours of the one that is open."""

from dataclasses import dataclass

from django.db.models import QuerySet

from roadmaps.enums import EvidenceState
from roadmaps.lifecycle import ROADMAP_IN_FORCE
from roadmaps.models import Evidence
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.accounts.permissions import Permission


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Keys of the rows before and after in the queue, and how many wait besides."""

    before: int | None
    after: int | None
    waiting: int


def evidence_queue(user: User, municipality: Municipality) -> QuerySet[Evidence]:
    """What the person may decide on, the oldest first; schools whose support stands still are left out."""
    reach = user.reach_of(Permission.CHECK_EVIDENCE)
    rows = Evidence.objects.visible_to(user).of(municipality)
    if municipality.pk not in reach.municipality_ids:
        rows = rows.filter(measure__roadmap__school_id__in=reach.school_ids)
    return (
        rows.filter(
            state=EvidenceState.UPLOADED,
            measure__is_removed=False,
            measure__roadmap__state__in=ROADMAP_IN_FORCE,
            measure__roadmap__case__paused_at__isnull=True,
        )
        .select_related("measure__roadmap__school", "uploaded_by")
        .order_by("uploaded_at", "pk")
    )


def neighbours(queue: QuerySet[Evidence], evidence: Evidence) -> Neighbours:
    """Where the evidence stands in the queue; one that is decided already has the nearest waiting ones beside it."""
    order = list(queue.values_list("uploaded_at", "pk"))
    here = (evidence.uploaded_at, evidence.pk)
    before = [pk for *_, pk in (place for place in order if place < here)]
    after = [pk for *_, pk in (place for place in order if place > here)]
    return Neighbours(before[-1] if before else None, after[0] if after else None, len(before) + len(after))
