"""Stored entries turned back into outcomes, so that a frozen list is compared by what it said, not recomputed."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any

from diagnostics.enums import NoDataReason, SchoolVerdict, Verdict
from diagnostics.models import RiskListEntry
from diagnostics.selection.definition import Metric
from diagnostics.selection.outcomes import ConditionOutcome, ProcedureOutcome, SchoolOutcome

_FIELDS = {field.name for field in fields(ProcedureOutcome)}


def stored_outcomes(entries: Iterable[RiskListEntry], results_year: int) -> list[SchoolOutcome]:
    """Outcomes as stored; a person's decision takes the place of the rule's word, with its reason first."""
    return [_school(entry, results_year) for entry in entries]


def procedure_outcome(data: Mapping[str, Any]) -> ProcedureOutcome:
    """One procedure of a stored entry; what was added for printing is left aside."""
    known = {name: value for name, value in data.items() if name in _FIELDS}
    low, high = known.get("interval") or (None, None)
    return ProcedureOutcome(
        **{
            **known,
            "verdict": Verdict(known["verdict"]),
            "metric": Metric(known["metric"]),
            "threshold": Decimal(known["threshold"]),
            "reason": NoDataReason(known["reason"]) if known.get("reason") else None,
            "interval": None if low is None or high is None else (low, high),
            "result_ids": tuple(known.get("result_ids", ())),
        }
    )


def _school(entry: RiskListEntry, results_year: int) -> SchoolOutcome:
    reasons = tuple(entry.explanation.splitlines())
    if entry.decision_reason:
        word = "включить" if entry.is_included else "не включать"
        reasons = (f"Решение: {word}. {entry.decision_reason}", *reasons)
    return SchoolOutcome(
        school_id=entry.school_id,
        results_year=results_year,
        verdict=_decided(entry),
        low_count=entry.low_count,
        possible_low_count=entry.low_count + entry.missing_count,
        assessed_count=entry.data_count,
        level=entry.level or None,
        procedures=tuple(map(procedure_outcome, entry.reasons)),
        conditions=tuple(ConditionOutcome(one["text"], one["holds"]) for one in entry.conditions),
        reasons=reasons,
    )


def _decided(entry: RiskListEntry) -> SchoolVerdict:
    if entry.is_included:
        return SchoolVerdict.LISTED
    verdict = SchoolVerdict(entry.verdict)
    return SchoolVerdict.NOT_LISTED if verdict == SchoolVerdict.LISTED else verdict
