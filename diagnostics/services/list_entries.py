"""Outcomes of a rule as entries of a list."""

from collections.abc import Iterable
from typing import Any

from diagnostics.enums import SchoolVerdict
from diagnostics.models import RiskList, RiskListEntry
from diagnostics.selection.outcomes import ProcedureOutcome, SchoolOutcome
from diagnostics.selectors.evidence import Source
from diagnostics.selectors.selection import Run
from diagnostics.selectors.turning import Turning, turnings
from schools.models import School


def entries_of(run: Run, risk_list: RiskList) -> list[RiskListEntry]:
    """An unsaved entry for every school considered, whatever its verdict, in the order of schools.

    Years in a row are counted afterwards, when decisions are known.
    """
    turns = turnings(run.definition, run.outcomes)
    return [
        _entry(run, risk_list, school, outcome, turn)
        for school, outcome, turn in zip(run.schools, run.outcomes, turns, strict=True)
    ]


def count_years(entries: Iterable[RiskListEntry], before: dict[int, int]) -> None:
    """Years in a row, this one included, for schools in the list; `before` is years by school so far."""
    for entry in entries:
        entry.years_in_row = before.get(entry.school_id, 0) + 1 if entry.is_included else 0


def _entry(run: Run, risk_list: RiskList, school: School, outcome: SchoolOutcome, turn: Turning) -> RiskListEntry:
    level = run.definition.level_for(outcome.low_count) if outcome.level else None
    return RiskListEntry(
        municipality_id=risk_list.municipality_id,
        risk_list=risk_list,
        school=school,
        school_name=school.name,
        verdict=outcome.verdict,
        is_included=outcome.verdict == SchoolVerdict.LISTED,
        level=level.code if level else "",
        level_title=level.title if level else "",
        low_count=outcome.low_count,
        low_procedures=low_codes(outcome),
        data_count=outcome.assessed_count,
        missing_count=len({missing.procedure for missing in outcome.missing}),
        is_borderline=turn.is_borderline,
        flip_pupils=turn.pupils,
        explanation="\n".join(outcome.reasons),
        reasons=[procedure_json(procedure, run.sources) for procedure in outcome.procedures],
        sensitivity=turn.to_json(),
        conditions=[{"text": condition.text, "holds": condition.holds} for condition in outcome.conditions],
    )


def low_codes(outcome: SchoolOutcome) -> str:
    """« VPR-5-RU OGE-9-MA »: distinct low procedures in the rule's order, each between spaces."""
    codes = dict.fromkeys(low.procedure for low in outcome.low)
    return f" {' '.join(codes)} " if codes else ""


def procedure_json(outcome: ProcedureOutcome, sources: dict[int, Source]) -> dict[str, Any]:
    """The outcome of one procedure with the places its figures were read from."""
    return {**outcome.to_json(), "sources": [source.to_json() for source in _sources(outcome, sources)]}


def _sources(outcome: ProcedureOutcome, sources: dict[int, Source]) -> Iterable[Source]:
    return (sources[int(result_id)] for result_id in outcome.result_ids)
