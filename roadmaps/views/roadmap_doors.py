"""Doors to a roadmap that several pages share: sight first, then rights, in words of the life cycle."""

from typing import Any

from django.http import HttpRequest

from roadmaps.lifecycle import EDITABLE_ROADMAP, ROADMAP
from roadmaps.models import Roadmap, RoadmapSubmission
from roadmaps.selectors.orphans import orphans_of
from roadmaps.selectors.remarks import may_review, remarks_for
from roadmaps.services.guards import permissions_on
from shnor_portal.accounts.access import person, require_any, visible_or_404
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission

EDITORS = (Permission.EDIT_ROADMAPS, Permission.EDIT_CITY_ROADMAP)
RELATED = ("municipality", "school", "case__coordinator", "case__curator")


def roadmap_for(request: HttpRequest, pk: int, *permissions: str) -> Roadmap:
    """The roadmap in the person's sight; 403 unless she holds one of the permissions for it, when any is named."""
    user = person(request)
    roadmap = visible_or_404(Roadmap.objects.visible_to(user).select_related(*RELATED), pk=pk)
    if permissions:
        require_any(user, permissions_on(roadmap, permissions), roadmap)
    return roadmap


def roadmap_for_act(request: HttpRequest, pk: int, act: str) -> Roadmap:
    """The roadmap for an act of its life: whoever may do it in some state may knock."""
    return roadmap_for(request, pk, *ROADMAP[act].permissions)


def submission_for(request: HttpRequest, pk: int, *permissions: str) -> RoadmapSubmission:
    """A handing-in in the person's sight, with its roadmap."""
    user = person(request)
    rows = RoadmapSubmission.objects.visible_to(user).select_related(
        "submitted_by", "decided_by", *(f"roadmap__{name}" for name in RELATED)
    )
    submission = visible_or_404(rows, pk=pk)
    if permissions:
        require_any(user, permissions, submission.roadmap)
    return submission


def acts_on(user: User, roadmap: Roadmap) -> dict[str, bool]:
    """Acts that the state allows and the person may do, by name: pages ask `acts.agree`."""
    return {
        transition.name: any(user.has_perm(p, roadmap) for p in permissions_on(roadmap, transition.permissions))
        for transition in ROADMAP.open_acts(roadmap.state)
    }


def ways_on(user: User, roadmap: Roadmap) -> dict[str, Any]:
    """What a person may do next with a roadmap, for its page: acts of its life, remarks, gaps, the city's measures."""
    may_write = any(user.has_perm(permission, roadmap) for permission in permissions_on(roadmap, EDITORS))
    is_open = roadmap.state in EDITABLE_ROADMAP
    return {
        "acts": acts_on(user, roadmap),
        "writes": may_write and is_open,
        "reviews": may_review(user, roadmap),
        "newest": RoadmapSubmission.objects.filter(roadmap=roadmap).order_by("-number").first(),
        "open_remarks": sum(remark.resolved_at is None for remark in remarks_for(user, roadmap)),
        "orphans": orphans_of(roadmap) if is_open and may_write else None,
        "hands_over": roadmap.is_of_city and roadmap.is_in_force and may_write,
    }
