"""The shape of a list: where the next page is, and the rows."""

from typing import Any

from rest_framework.pagination import BasePagination


def page_schema(rows: dict[str, Any]) -> dict[str, Any]:
    """A page in the words of OpenAPI; `rows` describes the array."""
    return {
        "type": "object",
        "required": ["next", "results"],
        "properties": {"next": {"type": ["string", "null"], "format": "uri"}, "results": rows},
    }


class WholeList(BasePagination):
    """A list short enough to be one page, of the same shape as the others."""

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return page_schema(schema)
