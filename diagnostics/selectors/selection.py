"""A rule applied to a municipality's data: what a list is computed from, its fingerprint, and the outcome."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import orjson

from diagnostics.procedures import ProcedureKey
from diagnostics.reference.calendar import Overrides, availability
from diagnostics.reference.provenance import Availability
from diagnostics.selection.definition import RuleDefinition
from diagnostics.selection.evaluation import evaluate
from diagnostics.selection.outcomes import ResultInput, SchoolInput, SchoolOutcome
from diagnostics.selectors.evidence import Source, read_evidence, years_with_results
from diagnostics.selectors.schools import considered_schools, school_input
from schools.models import School
from shnor_portal.accounts.models import Municipality
from shnor_portal.common.refusals import Refusal
from shnor_portal.common.years import format_academic_year


@dataclass(frozen=True, slots=True)
class Run:
    """One evaluation of a rule: schools and outcomes stand in the same order. `sha256` seals what went in."""

    definition: RuleDefinition
    academic_year: int
    results_year: int
    schools: list[School]
    outcomes: list[SchoolOutcome]
    sources: dict[int, Source]
    sha256: str


def run_rule(municipality: Municipality, definition: RuleDefinition, academic_year: int, results_year: int) -> Run:
    """Apply a rule to results of `results_year` for a list of `academic_year`: two queries, whatever the size.

    Raises Refusal NO_RESULTS when no result of the rule's procedures is in force for that year.
    """
    codes = [procedure.code for procedure in definition.procedures]
    years = range(results_year, results_year - definition.years_needed, -1)
    evidence = read_evidence(municipality.pk, codes, years)
    if not any(result.academic_year == results_year for result in evidence.results):
        raise no_results(municipality, codes, results_year)
    schools = considered_schools(municipality.pk, academic_year)
    inputs = [school_input(school) for school in schools]
    overrides = calendar_overrides(municipality)
    outcomes = evaluate(
        definition, inputs, evidence.results, results_year, calendar=partial(availability, overrides=overrides)
    )
    sealed = fingerprint(definition, academic_year, results_year, inputs, evidence.results, overrides)
    return Run(definition, academic_year, results_year, schools, outcomes, evidence.sources, sealed)


def no_results(municipality: Municipality, codes: list[str], results_year: int) -> Refusal:
    """The refusal that names the years which do have results of the rule's procedures."""
    years = [format_academic_year(year) for year in years_with_results(municipality.pk, codes)]
    held = f"Результаты есть за {', '.join(years)}." if years else "Результатов этих процедур нет ни за один год."
    hint = (
        "Укажите год результатов явно: поле «Результаты за» на странице или --results-year в команде."
        if years
        else "Загрузите результаты в разделе «Загрузки»."
    )
    return Refusal(
        "NO_RESULTS",
        f"За {format_academic_year(results_year)} нет ни одного результата процедур этого правила. {held}",
        hint,
        details={"results_year": format_academic_year(results_year), "years_with_results": years},
    )


def calendar_overrides(municipality: Municipality) -> Overrides:
    """The municipality's own calendar: {"2019": {"OGE-9-MA": "held"}} → {("OGE-9-MA", 2019): HELD}.

    Raises Refusal CALENDAR_INVALID, for a calendar misread would change verdicts in silence.
    """
    written: Mapping[str, Mapping[str, str]] = municipality.calendar_overrides
    try:
        return {
            (ProcedureKey.parse(code).code, int(year)): Availability(value)
            for year, procedures in written.items()
            for code, value in procedures.items()
        }
    except (ValueError, AttributeError, TypeError) as wrong:
        raise Refusal(
            "CALENDAR_INVALID",
            f"Календарь процедур муниципалитета записан с ошибкой: {wrong}.",
            "Проверьте учебный год, код процедуры и слово: held, partly, not_held или unknown.",
        ) from wrong


def fingerprint(
    definition: RuleDefinition,
    academic_year: int,
    results_year: int,
    schools: list[SchoolInput],
    results: list[ResultInput],
    overrides: Overrides,
) -> str:
    """SHA-256 over everything that can change a verdict, in one canonical form; row ids do not belong to it."""
    body = [
        definition.to_json(),
        academic_year,
        results_year,
        sorted([int(school.id), school.kind, sorted(school.grades or ())] for school in schools),
        sorted(_counts(result) for result in results),
        sorted([code, year, str(held)] for (code, year), held in overrides.items()),
    ]
    return hashlib.sha256(orjson.dumps(body, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _counts(result: ResultInput) -> list[Any]:
    """The figures of a result; -1 stands for «not known», which sorts with numbers and equals no count."""
    figures = (result.failed, result.good, result.score_sum, result.scored, result.max_score)
    known = [-1 if figure is None else figure for figure in figures]
    place = [result.academic_year, result.procedure, int(result.school_id)]
    return [*place, result.participants, *known, result.is_biased, str(result.reason)]
