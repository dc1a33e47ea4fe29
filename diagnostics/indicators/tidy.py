"""The table that the engine works on, and the tidy rows that it puts out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from diagnostics.enums import AssessmentKind, Level, NoDataReason
from diagnostics.indicators.catalogue import IndicatorPassport
from diagnostics.procedures import ProcedureKey

COUNT_COLUMNS = ("participants", "m2", "m3", "m4", "m5", "failed", "score_sum", "scored", "max_score")
INPUT_COLUMNS = ("school_id", "procedure", "academic_year", *COUNT_COLUMNS, "batch_id")
OUTPUT_COLUMNS = (
    "school_id", "academic_year", "indicator", "procedure", "numerator", "denominator", "state", "reason", "batches"
)  # fmt: skip
VALUE = "value"
NO_DATA = "no_data"

Part = dict[str, "np.ndarray[Any, Any]"]
"""Output rows of one indicator, column by column; `is_value` tells where the counts hold."""


@dataclass(frozen=True, slots=True)
class Table:
    """Checked rows with `Int64` counts; each row knows which of the distinct procedures it belongs to."""

    rows: pd.DataFrame
    keys: tuple[ProcedureKey, ...]
    codes: "np.ndarray[Any, Any]"
    years: "np.ndarray[Any, Any]"

    def of(self, applies: Callable[[ProcedureKey], bool], passport: IndicatorPassport) -> pd.DataFrame:
        """Rows of the procedures an indicator applies to, in the years in which it is valid."""
        wanted = np.array([applies(key) for key in self.keys], dtype=bool)
        if not wanted.any():
            return self.rows.iloc[:0]
        is_valid = self.years >= passport.valid_from
        if passport.valid_to is not None:
            is_valid &= self.years <= passport.valid_to
        return self.rows[wanted[self.codes] & is_valid]


def prepare(frame: pd.DataFrame) -> Table:
    """Check the table and make its counts nullable integers. Raises ValueError, see `compute`."""
    absent = [column for column in INPUT_COLUMNS if column not in frame.columns]
    if absent:
        raise ValueError(f"columns missing: {', '.join(absent)}")
    if frame.duplicated(["school_id", "procedure", "academic_year"]).any():
        raise ValueError("a school, procedure and year stand in the table more than once")
    rows = frame[["school_id", "procedure", "academic_year"]].copy()
    for column in COUNT_COLUMNS:
        rows[column] = frame[column].astype("Int64")
        if (rows[column] < 0).any():
            raise ValueError(f"negative count in {column}")
    codes, unique = pd.factorize(rows["procedure"])
    keys = tuple(ProcedureKey.parse(str(code)) for code in unique)
    rows["failed_reason"] = _failed_reason(frame, keys, codes)
    rows["batches"] = _single_batches(frame["batch_id"])
    return Table(rows, keys, codes, rows["academic_year"].to_numpy())


def tidy(rows: pd.DataFrame, indicator: str, columns: Mapping[str, Any]) -> Part:
    """Rows of one indicator from its columns: numerator, denominator, `missing` reason, batches, procedure.

    A figure exists where numerator and denominator are known and the denominator is not zero; elsewhere
    `missing` says why there is none.
    """
    counts = {name: columns[name].array.astype("Int64") for name in ("numerator", "denominator")}
    plain = {name: column.to_numpy(dtype="int64", na_value=0) for name, column in counts.items()}
    is_value = ~(counts["numerator"].isna() | counts["denominator"].isna()) & (plain["denominator"] > 0)
    return {
        "school_id": rows["school_id"].to_numpy(),
        "academic_year": rows["academic_year"].to_numpy(),
        "indicator": np.full(len(rows), indicator, dtype=object),
        "procedure": np.broadcast_to(np.asarray(columns.get("procedure", ""), dtype=object), len(rows)),
        **plain,
        "is_value": is_value,
        "reason": np.where(is_value, "", np.asarray(columns["missing"], dtype=object)),
        "batches": np.asarray(columns["batches"], dtype=object),
    }


def put_together(parts: Sequence[Part]) -> pd.DataFrame:
    """The rows of all indicators as one table of `OUTPUT_COLUMNS`; counts that do not hold are missing.

    One table is made at the end: nine small ones and their joining took a third of the computation.
    """
    if not parts:
        return pd.DataFrame({name: pd.Series(dtype="Int64") for name in OUTPUT_COLUMNS})
    columns = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    is_value = columns.pop("is_value")
    for name in ("numerator", "denominator"):
        columns[name] = pd.arrays.IntegerArray(columns[name], ~is_value)  # type: ignore[assignment]
    columns["state"] = np.where(is_value, VALUE, NO_DATA)
    return pd.DataFrame(columns)[list(OUTPUT_COLUMNS)]


def row_reasons(rows: pd.DataFrame, lacking: Any) -> "np.ndarray[Any, Any]":
    """Why a row has no figure: it did not come in, nobody took part, or the source lacks what is needed."""
    participants = rows["participants"]
    return np.select(
        [participants.isna().to_numpy(dtype=bool), participants.fillna(-1).eq(0).to_numpy(dtype=bool)],
        [NoDataReason.NOT_IMPORTED.value, NoDataReason.NO_PARTICIPANTS.value],
        default=np.asarray(lacking, dtype=object),
    )


def _failed_reason(
    frame: pd.DataFrame, keys: tuple[ProcedureKey, ...], codes: "np.ndarray[Any, Any]"
) -> "np.ndarray[Any, Any]":
    """Why failures are missing, where they are: as the caller says, else what this kind of procedure lacks."""
    own = np.array([_lacking(key).value for key in keys], dtype=object)[codes] if keys else np.array([], dtype=object)
    if "failed_reason" not in frame.columns:
        return own
    given = frame["failed_reason"].fillna("").to_numpy(dtype=object)
    return np.where(given != "", given, own)


def _lacking(key: ProcedureKey) -> NoDataReason:
    by_score = key.kind == AssessmentKind.EGE and key.level != Level.BASE
    return NoDataReason.NO_SCORES if by_score else NoDataReason.NO_MARKS


def _single_batches(batch_ids: pd.Series) -> "np.ndarray[Any, Any]":
    """One list per distinct batch, shared by its rows: millions of rows must not mean millions of lists."""
    codes, unique = pd.factorize(batch_ids)
    lists = np.empty(len(unique) + 1, dtype=object)
    lists[:] = [[batch] for batch in unique.tolist()] + [[]]
    return lists[codes]
