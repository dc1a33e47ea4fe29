"""Remarks of the department: which are open, and which of them a person reads."""

from collections import defaultdict

from django.db.models import Q, QuerySet

from roadmaps.enums import SubmissionState
from roadmaps.models import Remark, Roadmap, RoadmapSubmission
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission

REVIEWERS = (Permission.REVIEW_ROADMAPS, Permission.APPROVE_ROADMAPS)
SAID = (SubmissionState.RETURNED, SubmissionState.AGREED)


def may_review(user: User, roadmap: Roadmap) -> bool:
    """Whether the person stands on the department's side of the roadmap."""
    return any(user.has_perm(permission, roadmap) for permission in REVIEWERS)


def open_remarks(roadmap: Roadmap) -> "QuerySet[Remark]":
    """Remarks nobody has marked as resolved; those of handings-in taken back do not count."""
    rows = Remark.objects.filter(roadmap=roadmap, resolved_at__isnull=True)
    return rows.exclude(submission__state=SubmissionState.WITHDRAWN)


def remarks_for(user: User, roadmap: Roadmap) -> "QuerySet[Remark]":
    """What the person reads, oldest first: the school, only what the department has answered with, never unfinished."""
    rows = Remark.objects.visible_to(user).filter(roadmap=roadmap)
    if not may_review(user, roadmap):
        rows = rows.filter(submission__state__in=SAID)
    return rows.select_related("submission", "author", "resolved_by", "measure").order_by("pk")


def remarks_by_row(user: User, roadmap: Roadmap, upto: RoadmapSubmission | None = None) -> dict[int, list[Remark]]:
    """Remarks by key of the measure, 0 for the whole roadmap, in one query.

    With `upto`: those of this handing-in, and of earlier ones those still open or answered for it.
    """
    rows = remarks_for(user, roadmap)
    if upto is not None:
        earlier = Q(submission__number__lt=upto.number) & (
            Q(resolved_at__isnull=True) | Q(resolved_at__lte=upto.submitted_at)
        )
        rows = rows.filter(Q(submission=upto) | earlier)
    found: dict[int, list[Remark]] = defaultdict(list)
    for remark in rows:
        found[remark.measure_id or 0].append(remark)
    return dict(found)
