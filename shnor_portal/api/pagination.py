"""Pages by cursor: the next page begins after the last row, wherever it stands, so nothing is missed or doubled."""

from collections.abc import Sequence
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import Q
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from shnor_portal.common.rest.pages import page_schema
from shnor_portal.common.rest.parameters import ordering_of, parameter, refuse

DEFAULT_SIZE = 100
LARGEST = 2000
signer = Signer(salt="api.cursor")


class RowCursor(BasePagination):
    """Pages of `view.rows`. A cursor is signed together with the ordering it was made for."""

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> Any:
        """One query for the page: a row more than asked tells whether there is a next one."""
        self.request = request
        order, columns = ordering_of(request, view), view.columns()
        found = queryset
        if cursor := request.query_params.get("cursor"):
            paths = [columns[name] for name in order.fields]
            found = found.filter(after(paths, read_cursor(cursor, order.text), order.is_descending))
        size = page_size(request)
        rows: list[dict[str, Any]] = view.rows(found[: size + 1])
        self.next_cursor = None
        if len(rows) > size:
            rows = rows[:size]
            self.next_cursor = write_cursor(order.text, [rows[-1][name] for name in order.fields])
        return rows

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"next": self.next_link(), "results": data})

    def next_link(self) -> str | None:
        if self.next_cursor is None:
            return None
        query = self.request.query_params.copy()
        query["cursor"] = self.next_cursor
        return str(self.request.build_absolute_uri(f"{self.request.path}?{query.urlencode()}"))

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return page_schema(schema)

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        size = {"type": "integer", "minimum": 1, "maximum": LARGEST, "default": DEFAULT_SIZE}
        return [
            parameter("cursor", {"type": "string"}, "Следующая страница: из «next» предыдущей"),
            parameter("page_size", size, "Строк на странице"),
        ]


def page_size(request: Request) -> int:
    """Raises Refusal PAGE_SIZE (400) past the bounds: a silent cut would look like the end of the data."""
    text = request.query_params.get("page_size", str(DEFAULT_SIZE))
    if not (text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= LARGEST):
        raise refuse("PAGE_SIZE", "page_size", f"Размер страницы — от 1 до {LARGEST}.")
    return int(text)


def after(paths: Sequence[str], values: Sequence[Any], is_descending: bool) -> Q:
    """Rows past the given one in the order of the paths: the first differing column decides."""
    sign = "lt" if is_descending else "gt"
    rule = Q()
    for place, path in enumerate(paths):
        same = {paths[i]: values[i] for i in range(place)}
        rule |= Q(**same, **{f"{path}__{sign}": values[place]})
    return rule


def write_cursor(ordering: str, values: Sequence[Any]) -> str:
    plain = [value if isinstance(value, int) else str(value) for value in values]
    return signer.sign_object([ordering, plain])


def read_cursor(cursor: str, ordering: str) -> list[Any]:
    """Values of the last row seen. Raises Refusal CURSOR_INVALID (400)."""
    try:
        made_for, values = signer.unsign_object(cursor)
    except (BadSignature, ValueError, UnicodeError) as error:
        raise bad_cursor() from error
    if made_for != ordering:
        raise bad_cursor()
    return list(values)


def bad_cursor() -> Exception:
    return refuse("CURSOR_INVALID", "cursor", "Такого места в списке нет.", "Возьмите адрес из «next» без изменений.")
