"""One move of a measure along its life, with everything that leaves a trace of it."""

from datetime import date
from typing import Any

from roadmaps.events import MEASURE_CONFIRMED, MEASURE_FINISHED, MEASURE_RETURNED
from roadmaps.models import Measure, ProgressReport
from roadmaps.signals import measure_moved
from shnor_portal.accounts.models import User
from shnor_portal.audit.services import record
from shnor_portal.common.lifecycles import Transition
from shnor_portal.webhooks.services import emit

TOLD = {
    "finish": MEASURE_FINISHED,
    "confirm": MEASURE_CONFIRMED,
    "override_confirm": MEASURE_CONFIRMED,
    "return": MEASURE_RETURNED,
}
"""Acts that other systems may be told of."""


def move(
    measure: Measure,
    transition: Transition,
    *,
    by: User | None,
    text: str = "",
    reason_code: str = "",
    due_day: date | None = None,
    note: str = "",
) -> Measure:
    """Write the state, the line of history, the audit entry and the messages. `note` stays beside the state."""
    before = measure.state
    measure.state, measure.state_note = transition.target, note[:600]
    measure.version += 1
    measure.save()
    write_report(measure, transition.name, before, by=by, text=text, reason_code=reason_code, due_day=due_day)
    record_act(measure, transition.name, by, {"reason_code": reason_code})
    measure_moved.send(sender=Measure, measure=measure, act=transition.name, by=by)
    if transition.name in TOLD:
        emit_of(measure, TOLD[transition.name].code, before, reason_code)
    return measure


def write_report(
    measure: Measure,
    act: str,
    before: str,
    *,
    by: User | None,
    text: str = "",
    reason_code: str = "",
    due_day: date | None = None,
) -> ProgressReport:
    """A line of the measure's history."""
    return ProgressReport.objects.create(
        municipality_id=measure.municipality_id,
        measure=measure,
        act=act,
        state_from=before,
        state_to=measure.state,
        text=text,
        reason_code=reason_code,
        due_day=due_day,
        by=by,
    )


def record_act(measure: Measure, act: str, by: User | None, details: dict[str, Any] | None = None) -> None:
    """The audit entry; free text stays in the history of the measure."""
    record(
        action=f"measure.{act}",
        by=by,
        on=measure,
        municipality_id=measure.municipality_id,
        details={"roadmap": measure.roadmap_id, **(details or {})},
    )


def emit_of(measure: Measure, event: str, before: str, reason_code: str) -> None:
    """Tell subscribed systems: keys, states and days only."""
    emit(
        municipality_id=measure.municipality_id,
        event=event,
        object_type="measure",
        object_id=measure.pk,
        data={
            "roadmap_id": measure.roadmap_id,
            "school_id": measure.roadmap.school_id,
            "academic_year": measure.roadmap.academic_year,
            "previous_state": before,
            "state": measure.state,
            "due_on": measure.due_on,
            "reason_code": reason_code,
        },
    )
