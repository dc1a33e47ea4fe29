"""The filter of the coordinator's queue."""

import django_filters
from django import forms
from django.db.models import QuerySet

from roadmaps.enums import Rag
from roadmaps.models import SupportCase
from shnor_portal.common.text import fold


class QueueFilter(django_filters.FilterSet):
    """Cases by school, light of the last review, second year."""

    q = django_filters.CharFilter(method="by_name", label="Школа", widget=forms.TextInput(attrs={"type": "search"}))
    rag = django_filters.ChoiceFilter(choices=Rag.choices, label="Прошлая оценка", empty_label="любая")
    second_year = django_filters.BooleanFilter(
        method="by_second_year", label="второй год подряд", widget=forms.CheckboxInput
    )

    class Meta:
        model = SupportCase
        fields = ["q", "rag", "second_year"]

    def by_name(self, rows: QuerySet[SupportCase], name: str, text: str) -> QuerySet[SupportCase]:
        """Part of the school's name, whatever the case."""
        return rows.filter(school__search_name__contains=fold(text))

    def by_second_year(self, rows: QuerySet[SupportCase], name: str, wanted: bool) -> QuerySet[SupportCase]:
        return rows.filter(years_in_row__gte=2) if wanted else rows
