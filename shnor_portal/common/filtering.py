"""What a filter form shows of the chosen values, and what of the address it must not lose."""

from collections.abc import Iterator
from typing import Any

import django_filters
from django import forms
from django.forms import BaseForm, BoundField
from django.http import QueryDict

from shnor_portal.common.ui import Chip

PAGE = "page"
YES = ("on", "true", "True", "1")


class WholeNumberFilter(django_filters.NumberFilter):
    """A whole number within bounds, both included; outside them databases overflow and calendars end."""

    field_class = forms.IntegerField

    def __init__(self, *args: Any, lowest: int = 0, highest: int = 2**31 - 1, **kwargs: Any) -> None:
        super().__init__(*args, min_value=lowest, max_value=highest, **kwargs)


class YearFilter(WholeNumberFilter):
    """A calendar year, or the first of the two years of a school year."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, lowest=1900, highest=2200, **kwargs)


def chips_of(form: BaseForm, query: QueryDict) -> list[Chip]:
    """One chip per chosen value, in the order of the fields; the address of each drops only that value."""
    return [
        Chip(str(bound.label), text, without(query, bound.html_name, value))
        for bound in form
        for value, text in chosen(bound, query)
    ]


def chosen(bound: BoundField, query: QueryDict) -> Iterator[tuple[str, str]]:
    """Pairs (raw value, words) of what the address chooses in this field."""
    words = dict(flat_choices(getattr(bound.field, "choices", ())))
    for value in query.getlist(bound.html_name):
        if value.strip():
            is_flag = not words and getattr(bound.field.widget, "input_type", "") == "checkbox" and value in YES
            yield value, "да" if is_flag else words.get(value, value)


def flat_choices(choices: Any) -> Iterator[tuple[str, str]]:
    """Choices with the groups opened."""
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from flat_choices(label)
        else:
            yield str(value), str(label)


def without(query: QueryDict, name: str, value: str) -> str:
    """The query string less one value of one parameter, from page one."""
    changed = query.copy()
    changed.setlist(name, [other for other in query.getlist(name) if other != value])
    changed.pop(PAGE, None)
    return "?" + changed.urlencode()


def kept_parameters(form: BaseForm, query: QueryDict) -> list[tuple[str, str]]:
    """Parameters that the form does not hold (sorting, the year) and that sending it must keep."""
    own = {bound.html_name for bound in form} | {PAGE}
    return [(name, value) for name, values in query.lists() if name not in own for value in values]
