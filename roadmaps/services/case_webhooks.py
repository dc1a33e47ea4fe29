"""What other systems are told of support cases: keys, stages and years only."""

from collections.abc import Iterable
from typing import Any

from roadmaps.enums import CaseStage
from roadmaps.events import CASE_CLOSED, CASE_MOVED, CASE_OPENED, CASE_PAUSED, CASE_RESUMED
from roadmaps.models import SupportCase
from shnor_portal.webhooks.events import WebhookEvent
from shnor_portal.webhooks.services import emit, emit_each

EVENTS = {"opened": CASE_OPENED, "pause": CASE_PAUSED, "resume": CASE_RESUMED}
"""Events by act of the history; a change of stage has an event of its own, other lines have none."""


def emit_line(case: SupportCase, act: str, stage_from: str) -> None:
    """Tell subscribed systems of a line of the history, if it is one that concerns them."""
    event = event_of_line(case, act, stage_from)
    if event is not None:
        emit(
            municipality_id=case.municipality_id,
            event=event.code,
            object_type="case",
            object_id=case.pk,
            data={**data_of(case), "previous_state": stage_from} if stage_from else data_of(case),
        )


def event_of_line(case: SupportCase, act: str, stage_from: str) -> WebhookEvent | None:
    """A line that names another stage as the former one is a move, whatever the act is called."""
    if not stage_from:
        return EVENTS.get(act)
    if stage_from == case.stage:
        return None
    return CASE_CLOSED if case.stage == CaseStage.CLOSED else CASE_MOVED


def emit_opened(cases: Iterable[SupportCase]) -> None:
    """Tell of cases of one municipality that were opened together."""
    opened = list(cases)
    if opened:
        emit_each(
            municipality_id=opened[0].municipality_id,
            event=CASE_OPENED.code,
            object_type="case",
            told={case.pk: data_of(case) for case in opened},
        )


def data_of(case: SupportCase) -> dict[str, Any]:
    return {
        "case_id": case.pk,
        "school_id": case.school_id,
        "academic_year": case.academic_year,
        "state": case.stage,
        "version": case.version,
    }
