"""Indicators of the school as a whole: sums over procedures (R08 combined, R09, R20) and low ones counted (R19).

A sum over a definite set of exams (R08, R09) needs every one of them: one unknown term leaves it unknown. A
summary over «procedures with data» (R19, R20) takes those that have data, and its denominator says how many.
Each gives None where no row came in for it.
"""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd

from diagnostics.enums import AssessmentKind, Level, NoDataReason, Subject
from diagnostics.indicators.catalogue import CATALOGUE
from diagnostics.indicators.tidy import Part, Table, row_reasons, tidy
from diagnostics.procedures import ProcedureKey
from diagnostics.reference.provenance import Availability
from shnor_portal.common.numbers import Comparison

Calendar = Callable[[ProcedureKey, int], Availability]

_KEYS = ["school_id", "academic_year"]
_COMPARE = {">=": operator.ge, ">": operator.gt, "<=": operator.le, "<": operator.lt}
_MATHS = tuple(ProcedureKey(AssessmentKind.EGE, 11, Subject.MA, level) for level in (Level.PROFILE, Level.BASE))


@dataclass(frozen=True, slots=True)
class LowRule:
    """What R19 takes from a selection rule: its procedures and its threshold for the share of failures, in percent."""

    procedures: frozenset[str]
    threshold: Fraction
    op: Comparison = ">="
    min_participants: int = 1


def sums_of_failures(
    table: Table, code: str, applies: Callable[[ProcedureKey], bool], calendar: Calendar | None
) -> Part | None:
    """Failures of entries over all exams of a kind. With a calendar, both maths exams must be there if held."""
    rows = _with_nobody_failing_nowhere(table.of(applies, CATALOGUE[code]))
    if rows.empty:
        return None
    rows = rows.assign(is_missing=rows["failed"].isna() | rows["participants"].isna())
    totals = _totals(rows, "failed", "participants")
    if calendar is not None:
        held = {year: _held_maths(year, calendar) for year in totals["academic_year"].unique()}
        is_short = totals["rows"] < totals["academic_year"].map(held)
        totals["is_missing"] |= is_short
        totals["missing"] = totals["missing"].mask(is_short & totals["missing"].isna(), NoDataReason.NOT_IMPORTED.value)
    totals["numerator"] = totals["numerator"].mask(totals["is_missing"])
    return _put_out(totals, code)


def passed_everywhere(table: Table, code: str) -> Part | None:
    """R20: entries without a failing result, of all entries in procedures with data."""
    rows = _with_nobody_failing_nowhere(table.of(lambda _: True, CATALOGUE[code]))
    if rows.empty:
        return None
    is_known = rows["failed"].notna() & rows["participants"].notna()
    rows = rows.assign(
        passed=(rows["participants"] - rows["failed"]).where(is_known),
        entries=rows["participants"].where(is_known),
        is_missing=~is_known,
    )
    return _put_out(_totals(rows, "passed", "entries"), code)


def low_procedures(table: Table, code: str, rule: LowRule) -> Part | None:
    """R19: procedures whose share of failures is low by the rule, of the rule's procedures with data."""
    rows = table.of(lambda key: key.code in rule.procedures, CATALOGUE[code])
    if rows.empty:
        return None
    enough = rows["participants"].fillna(0).ge(max(rule.min_participants, 1)) & rows["failed"].notna()
    left = rows["failed"] * (100 * rule.threshold.denominator)
    is_low = _COMPARE[rule.op](left, rows["participants"] * rule.threshold.numerator)
    too_few = rows["participants"].fillna(0).between(1, rule.min_participants - 1)
    rows = rows.assign(
        low=(is_low.fillna(False) & enough).astype("Int64").where(enough),
        assessed=enough.astype("Int64").where(enough),
        is_missing=~enough,
        failed_reason=rows["failed_reason"].mask(too_few, NoDataReason.BELOW_MINIMUM.value),
    )
    return _put_out(_totals(rows, "low", "assessed"), code)


def _with_nobody_failing_nowhere(rows: pd.DataFrame) -> pd.DataFrame:
    """Where nobody took part, nobody failed: that zero is knowledge, not a filled gap."""
    return rows.assign(failed=rows["failed"].mask(rows["participants"].eq(0).fillna(False), 0))


def _totals(rows: pd.DataFrame, numerator: str, denominator: str) -> pd.DataFrame:
    """Sums by school and year, with the first reason among missing rows and all batches that took part."""
    pairs, groups = np.unique(rows[_KEYS].to_numpy(dtype="int64"), axis=0, return_inverse=True)
    is_missing = rows["is_missing"].to_numpy(dtype=bool)
    return pd.DataFrame(
        {
            **dict(zip(_KEYS, pairs.T, strict=True)),
            "numerator": _sums(rows[numerator], groups, len(pairs)),
            "denominator": _sums(rows[denominator], groups, len(pairs)),
            "is_missing": np.bincount(groups[is_missing], minlength=len(pairs)) > 0,
            "missing": _first_reasons(row_reasons(rows, rows["failed_reason"]), is_missing, groups, len(pairs)),
            "rows": np.bincount(groups, minlength=len(pairs)),
            "batches": _batches(rows, groups.tolist(), len(pairs)),
        }
    )


def _sums(counts: pd.Series, groups: "np.ndarray[Any, Any]", number: int) -> Any:
    """Whole sums by group; a missing count adds nothing here, and `is_missing` tells of it."""
    sums = np.zeros(number, dtype="int64")
    np.add.at(sums, groups, counts.astype("Int64").array.to_numpy(dtype="int64", na_value=0))
    return pd.array(sums, dtype="Int64")


def _first_reasons(
    reasons: "np.ndarray[Any, Any]", is_missing: "np.ndarray[Any, Any]", groups: "np.ndarray[Any, Any]", number: int
) -> pd.Series:
    """By group, why its first missing row is missing; None where none is."""
    first = np.full(number, None, dtype=object)
    first[groups[is_missing][::-1]] = reasons[is_missing][::-1]
    return pd.Series(first, dtype=object)


def _batches(rows: pd.DataFrame, groups: list[int], number: int) -> list[list[int | str]]:
    together: list[set[int | str]] = [set() for _ in range(number)]
    for group, batches in zip(groups, rows["batches"], strict=True):
        together[group].update(batches)
    return [sorted(batches, key=str) for batches in together]


def _held_maths(academic_year: int, calendar: Calendar) -> int:
    return sum(calendar(key, int(academic_year)) is not Availability.NOT_HELD for key in _MATHS)


def _put_out(totals: pd.DataFrame, code: str) -> Part:
    columns = {name: totals[name] for name in ("numerator", "denominator", "batches")}
    return tidy(totals, code, {**columns, "missing": totals["missing"].fillna(NoDataReason.NO_PARTICIPANTS.value)})
