"""A serializer read as columns: its names are the keys of a row, its sources the columns of the query.

A page of two thousand rows goes from the database to JSON without a serializer per row; the same serializer still
writes single objects and the schema, so both speak of the same fields.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from rest_framework.serializers import BaseSerializer, Serializer

SerializerClass = type[BaseSerializer[Any]]
_columns: dict[SerializerClass, dict[str, str]] = {}


def columns_of(serializer_class: SerializerClass) -> dict[str, str]:
    """Public name → path of the column, in the order of the serializer's fields."""
    if serializer_class not in _columns:
        _columns[serializer_class] = read_columns(serializer_class)
    return _columns[serializer_class]


def read_columns(serializer_class: SerializerClass) -> dict[str, str]:
    """Raises TypeError for a serializer that has no fields of its own."""
    serializer = serializer_class()
    if not isinstance(serializer, Serializer):
        raise TypeError(f"{serializer_class.__name__} has no fields to read as columns")
    return {name: str(field.source).replace(".", "__") for name, field in serializer.fields.items()}


def rows_by_columns(found: QuerySet[Any], columns: dict[str, str]) -> list[dict[str, Any]]:
    """The rows as plain dicts, in one query."""
    names = tuple(columns)
    tuples: Iterable[tuple[Any, ...]] = found.values_list(*columns.values())
    return [dict(zip(names, row, strict=True)) for row in tuples]
