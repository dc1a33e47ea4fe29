"""Filters of imports: one for the page, the API and the download."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet

from shnor_portal.imports.enums import BatchState, Change, IssueSeverity
from shnor_portal.imports.models import ImportBatch, ImportIssue, ImportItem
from shnor_portal.imports.targets import all_targets


def target_choices() -> list[tuple[str, str]]:
    return [(target.name, target.title) for target in all_targets()]


class BatchFilter(django_filters.FilterSet):
    """Imports by state, by what is loaded and by day."""

    state = django_filters.ChoiceFilter(choices=BatchState.choices, label="Состояние", empty_label="любое")
    target = django_filters.ChoiceFilter(choices=target_choices, label="Что загружали", empty_label="всё")
    created_after = django_filters.DateFilter(
        field_name="created_at",
        lookup_expr="date__gte",
        label="С какого дня",
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    created_before = django_filters.DateFilter(
        field_name="created_at",
        lookup_expr="date__lte",
        label="По какой день",
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    class Meta:
        model = ImportBatch
        fields = ["state", "target", "created_after", "created_before"]


class ItemFilter(django_filters.FilterSet):
    """Lines of a preview by school, by procedure and by what will happen."""

    school_label = django_filters.ChoiceFilter(choices=(), label="Школа", empty_label="все школы")
    subject_label = django_filters.ChoiceFilter(choices=(), label="Что", empty_label="всё")
    change = django_filters.ChoiceFilter(choices=Change.choices, label="Изменение", empty_label="любое")

    class Meta:
        model = ImportItem
        fields = ["school_label", "subject_label", "change"]

    def __init__(self, data: Any, rows: QuerySet[ImportItem], *, with_change: bool = True) -> None:
        super().__init__(data, rows)
        for name in ("school_label", "subject_label"):
            values = rows.order_by(name).values_list(name, flat=True).distinct()
            self.filters[name].extra["choices"] = [(value, value) for value in values]
        if not with_change:
            del self.filters["change"]


class IssueFilter(django_filters.FilterSet):
    """Complaints by weight, code and sheet."""

    severity = django_filters.ChoiceFilter(choices=IssueSeverity.choices, label="Вес", empty_label="любой")
    code = django_filters.ChoiceFilter(choices=(), label="Код", empty_label="любой")
    sheet = django_filters.ChoiceFilter(choices=(), label="Лист", empty_label="все листы")

    class Meta:
        model = ImportIssue
        fields = ["severity", "code", "sheet"]

    def __init__(self, data: Any, rows: QuerySet[ImportIssue]) -> None:
        super().__init__(data, rows)
        for name in ("code", "sheet"):
            values = rows.exclude(**{name: ""}).order_by(name).values_list(name, flat=True).distinct()
            self.filters[name].extra["choices"] = [(value, value) for value in values]
