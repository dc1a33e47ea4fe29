"""One filter of roadmaps for the page, the API and the download."""

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet

from roadmaps.enums import RoadmapState
from roadmaps.models import Roadmap
from roadmaps.selectors.programme import Programme
from roadmaps.selectors.roadmap_lists import overdue
from shnor_portal.common.filtering import YearFilter
from shnor_portal.common.text import fold

SEARCH = forms.TextInput(attrs={"type": "search"})


class RoadmapFilter(django_filters.FilterSet):
    """Roadmaps by school, state, whose they are, and school year."""

    q = django_filters.CharFilter(method="by_name", label="Школа", widget=SEARCH)
    state = django_filters.ChoiceFilter(choices=RoadmapState.choices, label="Состояние", empty_label="любое")
    of = django_filters.ChoiceFilter(
        choices=[("city", "города"), ("schools", "школ")], method="by_owner", label="Чьи", empty_label="все"
    )
    academic_year = YearFilter(label="Учебный год, первый из двух")

    class Meta:
        model = Roadmap
        fields = ["q", "state", "of", "academic_year"]

    def by_name(self, rows: QuerySet[Roadmap], name: str, text: str) -> QuerySet[Roadmap]:
        return rows.filter(school__search_name__contains=fold(text))

    def by_owner(self, rows: Any, name: str, value: str) -> QuerySet[Roadmap]:
        chosen: QuerySet[Roadmap] = rows.of_city() if value == "city" else rows.of_schools()
        return chosen


class RoadmapPageFilter(RoadmapFilter):
    """The same on the page, where the year is chosen above and lateness is counted by the city's calendar."""

    academic_year = None  # type: ignore[assignment]  # the year is chosen in the frame
    late = django_filters.BooleanFilter(label="только просроченные", widget=forms.CheckboxInput, method="by_lateness")

    class Meta(RoadmapFilter.Meta):
        fields = ["q", "state", "of"]

    def __init__(self, *args: Any, programme: Programme, today: date, **kwargs: Any) -> None:
        self.programme, self.today = programme, today
        super().__init__(*args, **kwargs)

    def by_lateness(self, rows: QuerySet[Roadmap], name: str, wanted: Any) -> QuerySet[Roadmap]:
        return overdue(rows, self.programme, self.today) if wanted else rows
