"""Rows that hang on the rows of a list, read for all of them at once."""

from collections import defaultdict
from typing import Any

from django.db.models import QuerySet

from shnor_portal.common.rest.columns import SerializerClass, columns_of, rows_by_columns
from shnor_portal.common.rest.views import Rows

PARENT = "parent"


def hanging(found: QuerySet[Any], parent: str, serializer_class: SerializerClass) -> dict[int, Rows]:
    """Key of the parent → its rows in the order of `found`, an empty list for one without any. One query."""
    rows: dict[int, Rows] = defaultdict(list)
    for row in rows_by_columns(found, {PARENT: parent, **columns_of(serializer_class)}):
        rows[row.pop(PARENT)].append(row)
    return rows


def keys_of(rows: Rows) -> list[int]:
    return [row["id"] for row in rows]


def without(columns: dict[str, str], *names: str) -> dict[str, str]:
    """Columns of the table itself, less those that are found otherwise."""
    return {name: path for name, path in columns.items() if name not in names}
