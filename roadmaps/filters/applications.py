"""One filter of applications for the page and the API."""

import django_filters
from django import forms
from django.db.models import QuerySet

from roadmaps.enums import ApplicationState
from roadmaps.models import Application
from shnor_portal.common.filtering import YearFilter
from shnor_portal.common.text import fold

SEARCH = forms.TextInput(attrs={"type": "search"})


class ApplicationFilter(django_filters.FilterSet):
    """Applications by school, state and school year."""

    q = django_filters.CharFilter(method="by_name", label="Школа", widget=SEARCH)
    state = django_filters.ChoiceFilter(choices=ApplicationState.choices, label="Состояние", empty_label="любое")
    academic_year = YearFilter(label="Учебный год, первый из двух")

    class Meta:
        model = Application
        fields = ["q", "state", "academic_year"]

    def by_name(self, rows: QuerySet[Application], name: str, text: str) -> QuerySet[Application]:
        return rows.filter(school__search_name__contains=fold(text))
