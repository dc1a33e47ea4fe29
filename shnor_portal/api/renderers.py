"""Rows as JSON and as CSV."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from rest_framework.renderers import BaseRenderer

from shnor_portal.common.rest.encoding import json_bytes

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell that begins so would be a formula for a spreadsheet."""


class JsonRenderer(BaseRenderer):
    """Times in UTC with «Z», Russian letters as they are."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        if data is None:
            return b""
        return json_bytes(data)


class CsvRenderer(BaseRenderer):
    """A table of RFC 4180: the fields of a row in a head line, nested values as JSON, nothing that is a formula."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> bytes:
        names = list((renderer_context or {})["view"].columns())
        return csv_bytes(names, data or [])


def csv_bytes(names: list[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(names)
    writer.writerows([cell(row.get(name)) for name in names] for row in rows)
    return stream.getvalue().encode()


def cell(value: Any) -> str:
    """Absent is empty, numbers are themselves, text never begins a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return f"'{value}" if value.startswith(DANGEROUS) else value
    return json_bytes(value).decode().strip('"')
