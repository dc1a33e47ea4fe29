"""Writing computed values: only those that changed, so a repeated computation hardly costs more than its reading.

A value whose figures, reason, formula and imports are what they were keeps its row, and with it the moment at which it
was computed; the run itself stands in the audit trail.
"""

from collections.abc import Iterator
from itertools import compress
from typing import Any

import orjson
import pandas as pd
from django.db import connection
from django.utils import timezone

from diagnostics.indicators.catalogue import CATALOGUE
from diagnostics.models import IndicatorValue
from shnor_portal.common.bulk import insert_columns

_CHUNK = 10_000
"""Rows deleted by one statement; a database takes only so many parameters."""

_STATED = (
    "school_id", "indicator", "procedure", "numerator", "denominator", "no_data_reason", "formula_version", "batches"
)  # fmt: skip
"""What makes a value this value, within its municipality and school year."""

Columns = dict[str, list[Any]]


def replace_values(municipality_id: int, academic_year: int, values: pd.DataFrame) -> None:
    """Make the stored values of a school year equal to the engine's rows. Runs in the caller's transaction."""
    columns = _columns(values)
    stored = {stated: pk for pk, stated in _stored(municipality_id, academic_year)}
    if stored:
        is_new = [stored.pop(stated, None) is None for stated in _rows(columns)]
        columns = {name: list(compress(column, is_new)) for name, column in columns.items()}
        _delete(sorted(stored.values()))
    size = len(columns["school_id"])
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    constant = {"municipality_id": municipality_id, "academic_year": academic_year, "computed_at": str(now)}
    insert_columns(IndicatorValue, {**columns, **{name: [value] * size for name, value in constant.items()}})


def _stored(municipality_id: int, academic_year: int) -> Iterator[tuple[int, tuple[Any, ...]]]:
    rows = IndicatorValue.objects.filter(municipality_id=municipality_id, academic_year=academic_year).order_by()
    for pk, *stated, batches in rows.values_list("pk", *_STATED).iterator():
        yield pk, (*stated, orjson.dumps(batches))


def _rows(columns: Columns) -> Iterator[tuple[Any, ...]]:
    *plain, batches = (columns[name] for name in _STATED)
    return zip(*plain, map(orjson.dumps, batches), strict=True)


def _delete(keys: list[int]) -> None:
    for start in range(0, len(keys), _CHUNK):
        IndicatorValue.objects.filter(pk__in=keys[start : start + _CHUNK]).delete()


def _columns(values: pd.DataFrame) -> Columns:
    """The engine's tidy rows as columns of the table; missing counts become NULL."""
    indicators = values["indicator"].tolist()
    versions = {code: CATALOGUE[code].formula_version for code in set(indicators)}
    return {
        "school_id": values["school_id"].tolist(),
        "indicator": indicators,
        "procedure": values["procedure"].tolist(),
        "numerator": _nullable(values["numerator"]),
        "denominator": _nullable(values["denominator"]),
        "no_data_reason": values["reason"].tolist(),
        "formula_version": [versions[code] for code in indicators],
        "batches": values["batches"].tolist(),
    }


def _nullable(column: pd.Series) -> list[int | None]:
    counts = column.fillna(0).astype("int64").tolist()
    return [None if is_missing else count for count, is_missing in zip(counts, column.isna(), strict=True)]
