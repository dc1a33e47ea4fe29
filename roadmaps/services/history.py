"""The trace of an act: a line of the case's own history, the audit trail's entry and the message to other systems."""

from typing import Any

from django.db import models

from roadmaps.models import CaseEvent, SupportCase
from roadmaps.services.case_webhooks import emit_line
from shnor_portal.accounts.models import User
from shnor_portal.audit.services import record


def tell(
    case: SupportCase,
    act: str,
    title: str,
    *,
    by: User | None,
    text: str = "",
    stage_from: str = "",
    on: models.Model | None = None,
    details: dict[str, Any] | None = None,
) -> CaseEvent:
    """Write them. `act` is the audit action without «case.»; `title` and `text` are Russian, for the timeline."""
    record(
        action=f"case.{act}",
        by=by,
        on=on or case,
        municipality_id=case.municipality_id,
        details={"case": case.pk, "text": text, **(details or {})},
    )
    line = CaseEvent.objects.create(
        municipality_id=case.municipality_id,
        case=case,
        act=act,
        title=title[:300],
        text=text[:600],
        stage_from=stage_from,
        stage_to=case.stage if stage_from else "",
        by=by,
    )
    emit_line(case, act, stage_from)
    return line
