"""Why a school got its verdict, in sentences that an officer can read out to its head."""

from collections.abc import Iterable, Sequence

from diagnostics.enums import SchoolVerdict, Verdict
from diagnostics.selection.outcomes import ConditionOutcome, ProcedureOutcome
from schools.enums import SchoolKind
from shnor_portal.common.years import format_academic_year


def explain(
    verdict: SchoolVerdict,
    school_kind: str,
    conditions: Sequence[ConditionOutcome],
    procedures: Sequence[ProcedureOutcome],
    results_year: int,
) -> tuple[str, ...]:
    """The deciding condition first, then the low results, then what is missing and still matters."""
    if verdict == SchoolVerdict.EXCLUDED:
        return (f"Правило не рассматривает школы этого вида: {_kind_label(school_kind)}.",)
    low = [dated(outcome, results_year) for outcome in procedures if outcome.verdict == Verdict.LOW]
    heads = {
        SchoolVerdict.LISTED: [f"Выполнено условие: {c.text}." for c in conditions if c.holds],
        SchoolVerdict.NOT_LISTED: [f"Условие не выполнено: {c.text}." for c in conditions if c.holds is False],
        SchoolVerdict.UNKNOWN: [_open_head(procedures)],
    }
    summary = "" if low else _nothing_low(procedures)
    return tuple(filter(None, [*heads[verdict], summary, *low, *_missing(verdict, procedures, results_year)]))


def dated(outcome: ProcedureOutcome, results_year: int) -> str:
    """The sentence on a procedure; an earlier year is named before it."""
    if outcome.academic_year == results_year:
        return outcome.sentence
    return f"{format_academic_year(outcome.academic_year)}, {outcome.sentence}"


def _open_head(procedures: Sequence[ProcedureOutcome]) -> str:
    low = sum(outcome.verdict == Verdict.LOW for outcome in procedures)
    missing = sum(outcome.is_open for outcome in procedures)
    return f"Недостаточно данных: низких результатов — {low}, отсутствующих — {missing}; вывод мог бы измениться."


def _nothing_low(procedures: Iterable[ProcedureOutcome]) -> str:
    assessed = sum(outcome.verdict != Verdict.NO_DATA for outcome in procedures)
    if not assessed:
        return "Ни одного оценённого результата."
    return f"Низких результатов нет: оценено {assessed}."


def _missing(verdict: SchoolVerdict, procedures: Iterable[ProcedureOutcome], results_year: int) -> list[str]:
    if verdict != SchoolVerdict.UNKNOWN:
        return []
    return [dated(outcome, results_year) for outcome in procedures if outcome.is_open]


def _kind_label(school_kind: str) -> str:
    return SchoolKind(school_kind).label if school_kind in SchoolKind.values else school_kind
