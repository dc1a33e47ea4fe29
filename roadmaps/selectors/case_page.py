"""What the page of a case shows, gathered in a constant number of queries, part by part."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from diagnostics.procedures import ProcedureKey
from roadmaps.enums import AssignmentRole, CaseOutcome, ConclusionKind, ReviewState, RiskLevel
from roadmaps.lifecycle import CASE, CONCERN
from roadmaps.models import CaseDeficit, CaseEvent, CaseNote, Concern, MonthlyReview, Roadmap, SupportCase
from roadmaps.selectors.exits import exit_conditions
from roadmaps.selectors.movement import movement_from, movements_of
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.ui import Event
from shnor_portal.common.years import format_academic_year

EVENT_TONES = {
    "pause": "warn",
    "resume": "info",
    "stop": "bad",
    "transfer": "warn",
    "exit": "good",
    "continue": "info",
    "change_format": "info",
    "concern_raised": "warn",
    "concern_escalated": "bad",
    "concern_resolved": "good",
    "conclusion_signed": "good",
}


@dataclass(frozen=True, slots=True)
class ConcernLine:
    """A concern with the acts open to the person."""

    concern: Concern
    tone: str
    acts: Sequence[str]


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note as anybody sees it: the text of a restricted one is never here."""

    note: CaseNote
    text: str
    can_open: bool


def roadmap_of(case: SupportCase, user: User) -> Roadmap | None:
    """The school's roadmap on this case, if the person sees roadmaps."""
    return Roadmap.objects.visible_to(user).filter(case_id=case.pk).first()


def overview_of(case: SupportCase, user: User) -> dict[str, Any]:
    """Deficits, risk profile, who looks after the school."""
    return {
        "deficits": [(deficit, _procedure_title(deficit)) for deficit in case.deficits.all()],
        "risks": [(risk, RiskLevel(risk.current_level).label) for risk in risks_of(case)],
        "assignments": list(case.assignments.select_related("person").order_by("-since", "-pk")),
        "people": people_of(case),
        "reviews": list(MonthlyReview.objects.visible_to(user).filter(case=case, state=ReviewState.SIGNED)[:12]),
        "can_verify": user.has_perm(Permission.REVIEW_ROADMAPS, case) or user.has_perm(Permission.MANAGE_CASES, case),
    }


def risks_of(case: SupportCase) -> Any:
    """The risk profile with what its lines name."""
    return case.risks.select_related("factor", "verified_by")


def people_of(case: SupportCase) -> list[tuple[AssignmentRole, User | None]]:
    """Who holds each of the two places now."""
    return [(role, getattr(case, role.value)) for role in AssignmentRole]


def talks_of(case: SupportCase, user: User) -> dict[str, Any]:
    """Interviews with decisions, concerns, notes, applications."""
    done = Count("decisions", filter=Q(decisions__done_on__isnull=False))
    counted = case.interviews.annotate(done_count=done, decision_count=Count("decisions"))
    return {
        "interviews": list(counted.order_by("-planned_at", "-pk")),
        "concerns": concern_lines(case, user),
        "notes": note_lines(case, user),
        "applications": list(case.applications.select_related("submitted_by")),
    }


def concern_lines(case: SupportCase, user: User) -> list[ConcernLine]:
    """Open ones first."""
    tones = {"open": "warn", "escalated": "bad", "resolved": "good"}
    rows = case.concerns.select_related("raised_by", "resolved_by").order_by("pk")
    is_live = not case.is_closed and not case.is_paused
    lines = [ConcernLine(concern, tones[concern.state], _acts(concern, user, is_live=is_live)) for concern in rows]
    return sorted(lines, key=lambda line: line.concern.state == "resolved")


def note_lines(case: SupportCase, user: User) -> list[NoteLine]:
    """Ordinary notes with their text, restricted ones without it: their text does not even leave the database."""
    can_open = user.has_perm(Permission.READ_RESTRICTED_NOTES, case)
    rows = case.notes.select_related("author").defer("text").order_by("-pk")
    texts = dict(case.notes.filter(is_restricted=False).values_list("pk", "text"))
    return [NoteLine(note, texts.get(note.pk, ""), note.is_restricted and can_open) for note in rows]


def results_of(case: SupportCase, user: User) -> dict[str, Any]:
    """Figures then and now, conclusions, what an exit needs."""
    conclusions = {row.kind: row for row in case.conclusions.select_related("author")}
    return {
        "movements": movements_of(case),
        "conclusions": [_conclusion(kind, conclusions.get(kind.value)) for kind in ConclusionKind],
        "conditions": [] if case.is_closed else exit_conditions(case),
        "can_conclude": user.has_perm(Permission.CONCLUDE_CASES, case),
    }


def history_of(events: Sequence[CaseEvent]) -> list[Event]:
    """The history of the case, newest first."""
    return [
        Event(f"{event.at:%d.%m.%Y}", event.title, event.text, str(event.by or "портал"), _tone(event))
        for event in reversed(events)
    ]


def acts_of(case: SupportCase, user: User) -> dict[str, bool]:
    """Acts of the table that the stage allows and the person may do; a paused case can only be resumed."""
    manages = user.has_perm(Permission.MANAGE_CASES, case)
    live = not case.is_closed and not case.is_paused
    allowed = {
        name: case.stage in act.sources
        and (live or case.is_closed)
        and any(user.has_perm(permission, case) for permission in act.permissions)
        for name, act in CASE.transitions.items()
    }
    return allowed | {
        "manage": manages and live,
        "pause": manages and live,
        "resume": manages and case.is_paused,
        "note": live and user.has_perm(Permission.WRITE_CASE_NOTES, case),
    }


def watch_words(case: SupportCase, relapse: SupportCase | None) -> str:
    """«Под наблюдением в 2021/2022», or that the school came back in that year."""
    if case.outcome != CaseOutcome.EXIT or case.watch_year is None:
        return ""
    year = format_academic_year(case.watch_year)
    if relapse is not None:
        return f"В год наблюдения ({year}) школа снова вошла в программу."
    return f"Школа под наблюдением в {year} учебном году."


def following_of(case: SupportCase) -> SupportCase | None:
    """The case that goes on from this one, in the same school or in its successor."""
    return case.following.select_related("school").order_by("academic_year").first()


def _acts(concern: Concern, user: User, *, is_live: bool) -> list[str]:
    return [
        act.name
        for act in CONCERN.open_acts(concern.state)
        if is_live and any(user.has_perm(permission, concern) for permission in act.permissions)
    ]


def _conclusion(kind: ConclusionKind, row: Any) -> dict[str, Any]:
    figures = [movement_from(data) for data in row.figures] if row else []
    return {"kind": kind, "row": row, "figures": figures}


def _procedure_title(deficit: CaseDeficit) -> str:
    return ProcedureKey.parse(deficit.procedure).title


def _tone(event: CaseEvent) -> Any:
    return EVENT_TONES.get(event.act, "info" if event.stage_from else "neutral")
