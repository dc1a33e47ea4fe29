"""One filter of the city board, for the page and the download."""

from collections.abc import Callable
from typing import Any

import django_filters
from django.db.models import QuerySet

from roadmaps.filters.cases import RAG_CHOICES, CasePageFilter
from roadmaps.models import SupportCase
from roadmaps.selectors.case_path import STOPS

LATE = [("stage", "этап"), ("measures", "мероприятия")]
STOP_CHOICES = [(str(place), title) for place, (title, _) in enumerate(STOPS)]


class BoardFilter(CasePageFilter):
    """Schools by place on the path, judgement of the month, lateness, coordinator, years in a row.

    `late_cases` gives keys of cases with late measures; it is asked only when somebody wants them.
    """

    stop = django_filters.ChoiceFilter(choices=STOP_CHOICES, method="by_stop", label="Этап", empty_label="любой")
    late = django_filters.ChoiceFilter(choices=LATE, method="by_late", label="Просрочено", empty_label="неважно")
    rag = django_filters.ChoiceFilter(choices=RAG_CHOICES, method="by_rag", label="Оценка месяца", empty_label="любая")
    ordering = django_filters.OrderingFilter(
        fields={"school__name": "school", "stop_place": "stop", "stage_since": "since", "years_in_row": "years"},
        label="Порядок",
        empty_label="по названию",
    )
    stage = None
    entry_kind = None

    class Meta:
        model = SupportCase
        fields = ["q", "stop", "rag", "late", "standing", "coordinator"]

    def __init__(self, *args: Any, late_cases: Callable[[], set[int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.late_cases = late_cases

    def by_stop(self, rows: QuerySet[SupportCase], name: str, place: str) -> QuerySet[SupportCase]:
        return rows.filter(stage__in=STOPS[int(place)][1])

    def by_late(self, rows: Any, name: str, what: str) -> QuerySet[SupportCase]:
        if what == "measures":
            late: QuerySet[SupportCase] = rows.running().filter(pk__in=self.late_cases())
            return late
        return self.by_lateness(rows, name, wanted=True)
