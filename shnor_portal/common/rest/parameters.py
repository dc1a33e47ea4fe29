"""Parameters of the address: only declared ones, each once, each with a value that means something."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.forms import CheckboxInput
from django.http import QueryDict
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request

from shnor_portal.common.refusals import Refusal

PAGING = ("cursor", "page_size")
FORMAT = "format"
ORDERING = "ordering"
MUNICIPALITY = "municipality"
LONGEST = 200
WHOLE = re.compile(r"-?[0-9]{1,9}\Z", re.ASCII)
CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def wants_csv(request: Request) -> bool:
    """The answer will be the whole list as a table."""
    return bool(request.accepted_renderer.format == "csv")


def check_parameters(query: QueryDict, known: list[str]) -> None:
    """Raises Refusal PARAMETER_UNKNOWN, PARAMETER_REPEATED, PARAMETER_INVALID (400)."""
    for name, values in query.lists():
        if name not in known:
            raise refuse("PARAMETER_UNKNOWN", name, "Такого параметра здесь нет.", f"Есть: {', '.join(known)}.")
        if len(values) > 1:
            raise refuse("PARAMETER_REPEATED", name, "Параметр указан больше одного раза.", "Оставьте одно значение.")
        value = values[0]
        if not value.strip() or CONTROL.search(value) or (name != "cursor" and len(value) > LONGEST):
            raise refuse(
                "PARAMETER_INVALID", name, "Значение параметра пусто, слишком длинно или содержит лишние знаки."
            )


def refuse(code: str, name: str, message: str, hint: str = "") -> Refusal:
    return Refusal(code, message, hint, where={"parameter": name[:60]}, status=400)


def known_parameters(view: Any) -> list[str]:
    """Every parameter that the list of this view understands."""
    own = [MUNICIPALITY] if view.municipality_path else []
    return [*filters_of(view), *own, ORDERING, *PAGING, FORMAT]


def filters_of(view: Any) -> dict[str, django_filters.Filter]:
    """The FilterSet's filters by name; ordering is the API's own affair."""
    declared = view.filterset_class.base_filters if view.filterset_class else {}
    return {name: one for name, one in declared.items() if name != ORDERING}


class DeclaredFilters(BaseFilterBackend):
    """The FilterSet that the page and the download use, asked strictly."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        known = [name for name in known_parameters(view) if not (wants_csv(request) and name in PAGING)]
        check_parameters(request.query_params, known)
        found = of_municipality(request, queryset, view)
        columns, order = view.columns(), ordering_of(request, view)
        paths = [columns[name] for name in order.fields]
        rows = filtered(request, found, view) if view.filterset_class else found
        return rows.order_by(*(f"-{path}" if order.is_descending else path for path in paths))

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        described = [described_filter(name, one) for name, one in filters_of(view).items()]
        if view.municipality_path:
            described.append(parameter(MUNICIPALITY, {"type": "string", "minLength": 1}, "Код муниципалитета"))
        values = [sign + name for name in view.orderings for sign in ("", "-")]
        schema = {"type": "string", "enum": values, "default": view.default_ordering}
        return [*described, parameter(ORDERING, schema, "Порядок; «-» — обратный")]


def filtered(request: Request, rows: QuerySet[Any], view: Any) -> QuerySet[Any]:
    """The rows that the FilterSet finds. Raises Refusal PARAMETER_INVALID with the form's own words."""
    names = filters_of(view)
    chosen = {name: str(value) for name, value in request.query_params.items() if name in names}
    for name, value in chosen.items():
        check_value(name, value, names[name])
    if not chosen:
        return rows
    filterset = view.filterset_class(chosen, rows)
    if not filterset.is_valid():
        name = next(iter(filterset.errors))
        raise refuse("PARAMETER_INVALID", name, " ".join(filterset.errors[name]))
    found: QuerySet[Any] = filterset.qs
    return found


@dataclass(frozen=True, slots=True)
class Order:
    """What `?ordering=` asks for: its own text, and the fields of a row it stands for."""

    text: str
    fields: Sequence[str]
    is_descending: bool


def ordering_of(request: Request, view: Any) -> Order:
    """Raises Refusal ORDERING_UNKNOWN (400)."""
    text = request.query_params.get(ORDERING, view.default_ordering)
    name = text.removeprefix("-")
    if name not in view.orderings:
        raise refuse("ORDERING_UNKNOWN", ORDERING, "Такого порядка здесь нет.", f"Есть: {', '.join(view.orderings)}.")
    return Order(text, view.orderings[name], text.startswith("-"))


def of_municipality(request: Request, rows: QuerySet[Any], view: Any) -> QuerySet[Any]:
    """The rows of one municipality, for people who work in several."""
    code = request.query_params.get(MUNICIPALITY)
    if code is None or not view.municipality_path:
        return rows
    return rows.filter(**{f"{view.municipality_path}__code": code})


def check_value(name: str, value: str, one: django_filters.Filter) -> None:
    """What the form behind a FilterSet would bend into shape without a word is refused here."""
    if isinstance(one, django_filters.NumberFilter):
        if not WHOLE.match(value) or (one.lookup_expr == "year" and not 1 <= int(value) <= 9999):
            raise refuse("PARAMETER_INVALID", name, "Нужно целое число.")
    elif isinstance(one, django_filters.BooleanFilter) and value not in boolean_values(one):
        raise refuse("PARAMETER_INVALID", name, "Неизвестное значение.", f"Есть: {', '.join(boolean_values(one))}.")


def boolean_values(one: django_filters.BooleanFilter) -> list[str]:
    """A tick only narrows: «false» of it would mean «all», so it is not taken."""
    widget = one.extra.get("widget")
    return ["true"] if widget is CheckboxInput or isinstance(widget, CheckboxInput) else ["true", "false"]


def described_filter(name: str, one: django_filters.Filter) -> dict[str, Any]:
    """A filter in the words of OpenAPI."""
    return parameter(name, schema_of(one), str(one.extra.get("label") or one._label or name))


def schema_of(one: django_filters.Filter) -> dict[str, Any]:
    if isinstance(one, django_filters.NumberFilter):
        is_year = one.lookup_expr == "year"
        return {"type": "integer", "minimum": int(is_year), "maximum": 9999 if is_year else 999_999_999}
    if isinstance(one, django_filters.BooleanFilter):
        return {"type": "string", "enum": boolean_values(one)}
    if isinstance(one, django_filters.DateFilter):
        return {"type": "string", "format": "date"}
    choices = one.extra.get("choices")
    if isinstance(choices, list | tuple) and choices:
        return {"type": "string", "enum": [value for value, _ in choices]}
    return {"type": "string", "minLength": 1, "maxLength": LONGEST}


def parameter(name: str, schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": description}
