"""Moving a case that is already locked and checked: stage, version, history, signal, in the caller's transaction."""

from roadmaps.enums import CaseOutcome, CaseStage
from roadmaps.models import SupportCase
from roadmaps.selectors.programme import today_in
from roadmaps.services.history import tell
from roadmaps.signals import case_moved
from shnor_portal.accounts.models import User
from shnor_portal.common.lifecycles import Transition


def step(case: SupportCase, transition: Transition, by: User | None, *, title: str = "", text: str = "") -> SupportCase:
    """Move the case along the transition and tell of it."""
    return stand(case, transition.target, transition.name, by, title=title or transition.title, text=text)


def stand(case: SupportCase, stage: str, act: str, by: User | None, *, title: str, text: str = "") -> SupportCase:
    """Put the case on a stage. Writes the case, its history, the audit trail, and sends `case_moved`."""
    before = case.stage
    case.stage, case.stage_since = stage, today_in(case.municipality)
    case.version += 1
    case.save()
    tell(case, act, title, by=by, text=text, stage_from=before, details={"from": before, "to": stage})
    case_moved.send(SupportCase, case=case, act=act, by=by)
    return case


def close(
    case: SupportCase,
    transition: Transition,
    by: User | None,
    *,
    outcome: CaseOutcome,
    reason: str,
    watch_year: int | None = None,
) -> SupportCase:
    """Close the case with an outcome; it remembers the stage it was closed at, for reopening."""
    case.closed_from, case.outcome, case.closed_reason = case.stage, outcome, reason[:600]
    case.closed_on, case.watch_year = today_in(case.municipality), watch_year
    return stand(case, CaseStage.CLOSED, transition.name, by, title=f"{transition.title}: {outcome.label}", text=reason)


def touch(case: SupportCase) -> SupportCase:
    """Count a change that moves no stage."""
    case.version += 1
    case.save()
    return case
