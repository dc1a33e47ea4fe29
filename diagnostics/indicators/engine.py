"""Computes the catalogue's indicators over a tidy table of results, column by column.

In: one row per school, procedure and school year (`INPUT_COLUMNS`), counts as integers, missing as NA.
Out: one row per school, year, indicator and procedure ("" for the school as a whole) with an integer
numerator and denominator, or the reason why there is none. A missing count never becomes zero. Nothing is
put out where nothing came in: a school without a row of a procedure has no value of it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from diagnostics.enums import AssessmentKind, NoDataReason, Subject
from diagnostics.indicators import formulas
from diagnostics.indicators.catalogue import CATALOGUE
from diagnostics.indicators.school_wide import Calendar, LowRule, low_procedures, passed_everywhere, sums_of_failures
from diagnostics.indicators.tidy import Part, Table, prepare, put_together, row_reasons, tidy
from diagnostics.procedures import ProcedureKey
from diagnostics.reference.calendar import availability

__all__ = ["LowRule", "compute"]

_COMPULSORY = (Subject.RU, Subject.MA)


@dataclass(frozen=True, slots=True)
class _PerProcedure:
    """An indicator of single procedures: to which it applies, its formula, what is missing when it is."""

    code: str
    applies: Callable[[ProcedureKey], bool]
    formula: Callable[[pd.DataFrame], formulas.Columns]
    missing: NoDataReason | None


def _is_vpr(procedure: ProcedureKey) -> bool:
    return procedure.kind == AssessmentKind.VPR


def _is_compulsory_oge(procedure: ProcedureKey) -> bool:
    return procedure.kind == AssessmentKind.OGE and procedure.subject in _COMPULSORY


def _is_ege_russian(procedure: ProcedureKey) -> bool:
    return procedure.kind == AssessmentKind.EGE and procedure.subject == Subject.RU


def _is_ege_maths(procedure: ProcedureKey) -> bool:
    return procedure.kind == AssessmentKind.EGE and procedure.subject == Subject.MA


_PER_PROCEDURE = (
    _PerProcedure("R01", _is_vpr, formulas.share_failed, None),
    _PerProcedure("R02", _is_vpr, formulas.share_passed, NoDataReason.NO_MARKS),
    _PerProcedure("R03", _is_vpr, formulas.quality, NoDataReason.NO_MARKS),
    _PerProcedure("R04", _is_vpr, formulas.mean_score, NoDataReason.NO_SCORES),
    _PerProcedure("R05", _is_vpr, formulas.learning_degree, NoDataReason.NO_MARKS),
    _PerProcedure("R06", _is_compulsory_oge, formulas.share_failed, None),
    _PerProcedure("R07", _is_ege_russian, formulas.share_failed, None),
    _PerProcedure("R08", _is_ege_maths, formulas.share_failed, None),
)


def compute(frame: pd.DataFrame, rule: LowRule | None = None, calendar: Calendar = availability) -> pd.DataFrame:
    """All indicators of the catalogue that the rows allow; R19 only with a `rule`.

    `calendar` says which mathematics exams were held, for the combined R08. An optional column
    `failed_reason` (a NoDataReason value) explains missing failures. Raises ValueError when a column is
    absent, a count is negative or a result stands twice.
    """
    table = prepare(frame)
    parts = [_per_procedure(table, spec) for spec in _PER_PROCEDURE]
    parts.append(sums_of_failures(table, "R08", _is_ege_maths, calendar))
    parts.append(sums_of_failures(table, "R09", _is_elective, None))
    parts.append(passed_everywhere(table, "R20"))
    if rule is not None:
        parts.append(low_procedures(table, "R19", rule))
    return put_together([part for part in parts if part is not None])


def _is_elective(procedure: ProcedureKey) -> bool:
    return procedure.kind == AssessmentKind.EGE and procedure.subject not in _COMPULSORY


def _per_procedure(table: Table, spec: _PerProcedure) -> Part | None:
    rows = table.of(spec.applies, CATALOGUE[spec.code])
    if rows.empty:
        return None
    numerator, denominator = spec.formula(rows)
    columns = {
        "procedure": rows["procedure"],
        "numerator": numerator,
        "denominator": denominator,
        "missing": row_reasons(rows, rows["failed_reason"] if spec.missing is None else spec.missing.value),
        "batches": rows["batches"],
    }
    return tidy(rows, spec.code, columns)
