"""A serializer read as columns: its names are the keys of a row, its sources the columns of the query.

A page of two thousand rows goes from the database to JSON without a serializer per row; the same serializer still
writes the schema, so both speak of the same fields. JSON columns travel as the text they are stored in.
"""

from collections.abc import Iterable
from itertools import repeat
from typing import Any

import orjson
from django.db.models import F, JSONField, Model, QuerySet, TextField
from django.db.models.functions import Cast
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
    """The rows as plain dicts, in one query. A JSON column is an `orjson.Fragment`: written out, never parsed."""
    rows = rows_with_texts(found, columns)
    for name in json_names(found.model, columns):
        for row in rows:
            row[name] = orjson.Fragment(row[name])
    return rows


def rows_with_texts(found: QuerySet[Any], columns: dict[str, str]) -> list[dict[str, Any]]:
    """The same with JSON columns as the text they are stored in. Rows are put together by `map`, for speed."""
    names, texts = tuple(columns), json_names(found.model, columns)
    paths = [Cast(F(path), TextField()) if name in texts else path for name, path in columns.items()]
    tuples: Iterable[tuple[Any, ...]] = found.values_list(*paths)
    return list(map(dict, map(zip, repeat(names), tuples)))


def json_names(model: type[Model], columns: dict[str, str]) -> list[str]:
    """Names of the columns of the table itself that hold JSON."""
    fields = {field.name for field in model._meta.concrete_fields if isinstance(field, JSONField)}
    return [name for name, path in columns.items() if path in fields]
