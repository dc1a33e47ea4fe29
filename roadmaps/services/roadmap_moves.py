"""One move of a roadmap along its life, with every trace of it, in the transaction of the caller."""

from typing import Any

from django.db import models

from roadmaps.events import ROADMAP_EVENTS
from roadmaps.models import Roadmap
from roadmaps.services.history import tell
from roadmaps.signals import roadmap_moved
from shnor_portal.accounts.models import User
from shnor_portal.audit.services import record
from shnor_portal.common.lifecycles import Transition
from shnor_portal.webhooks.services import emit


def move_roadmap(
    roadmap: Roadmap,
    transition: Transition,
    *,
    by: User | None,
    told: str,
    text: str = "",
    note: str = "",
    details: dict[str, Any] | None = None,
) -> Roadmap:
    """Write the state and its traces. `told` and `text` stand in the history of the case, `note` beside the state."""
    before = roadmap.state
    roadmap.state, roadmap.state_note = transition.target, note[:600]
    roadmap.version += 1
    roadmap.save()
    trace(roadmap, transition.name, told, by=by, text=text, details={"from": before, **(details or {})})
    roadmap_moved.send(Roadmap, roadmap=roadmap, act=transition.name, by=by)
    if transition.name in ROADMAP_EVENTS:
        emit_move(roadmap, transition.name, before)
    return roadmap


def trace(
    roadmap: Roadmap,
    act: str,
    told: str,
    *,
    by: User | None,
    text: str = "",
    on: models.Model | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    """The audit entry, and for a school's roadmap the line in the history of its case."""
    kept = {"roadmap": roadmap.pk, **(details or {})}
    if roadmap.case is not None:
        tell(roadmap.case, f"roadmap_{act}", told, by=by, text=text, on=on or roadmap, details=kept)
        return
    record(
        action=f"roadmap.{act}",
        by=by,
        on=on or roadmap,
        municipality_id=roadmap.municipality_id,
        details={**kept, "text": text[:600]},
    )


def emit_move(roadmap: Roadmap, act: str, before: str) -> None:
    """Tell subscribed systems: keys, states and days only."""
    emit(
        municipality_id=roadmap.municipality_id,
        event=ROADMAP_EVENTS[act].code,
        object_type="roadmap",
        object_id=roadmap.pk,
        data={
            "roadmap_id": roadmap.pk,
            "case_id": roadmap.case_id,
            "school_id": roadmap.school_id,
            "academic_year": roadmap.academic_year,
            "previous_state": before,
            "state": roadmap.state,
            "version": roadmap.version,
        },
    )
