"""One filter of cases for the page, the API and the download."""

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet

from roadmaps.enums import CaseOutcome, CaseStage, EntryKind, Rag
from roadmaps.models import SupportCase
from roadmaps.selectors.cases import late_cases
from roadmaps.selectors.programme import Programme
from shnor_portal.accounts.models import User
from shnor_portal.common.filtering import WholeNumberFilter
from shnor_portal.common.text import fold

SEARCH = forms.TextInput(attrs={"type": "search"})
STANDINGS = [
    ("open", "идёт"),
    ("paused", "приостановлена"),
    ("closed", "завершена"),
    ("watch", "под наблюдением"),
    ("second_year", "второй год и дольше"),
    ("no_format", "формат не выбран"),
    ("no_coordinator", "без координатора"),
]
RAG_CHOICES = [*Rag.choices, ("none", "оценки нет")]


class CaseFilter(django_filters.FilterSet):
    """Cases by school, stage, standing, judgement of the month, coordinator."""

    q = django_filters.CharFilter(method="by_name", label="Школа", widget=SEARCH)
    stage = django_filters.ChoiceFilter(choices=CaseStage.choices, label="Этап", empty_label="любой")
    standing = django_filters.ChoiceFilter(
        choices=STANDINGS, method="by_standing", label="Состояние", empty_label="любое"
    )
    rag = django_filters.ChoiceFilter(choices=RAG_CHOICES, method="by_rag", label="Оценка месяца", empty_label="любая")
    coordinator = WholeNumberFilter(field_name="coordinator_id", label="Координатор")
    entry_kind = django_filters.ChoiceFilter(choices=EntryKind.choices, label="Как вошла", empty_label="любое")
    ordering = django_filters.OrderingFilter(
        fields={
            "school__name": "school",
            "stage_since": "since",
            "years_in_row": "years",
            "open_concerns": "concerns",
            "deficit_count": "deficits",
        },
        label="Порядок",
        empty_label="по названию",
    )

    class Meta:
        model = SupportCase
        fields = ["q", "stage", "standing", "rag", "coordinator", "entry_kind"]

    def by_name(self, rows: QuerySet[SupportCase], name: str, text: str) -> QuerySet[SupportCase]:
        return rows.filter(school__search_name__contains=fold(text))

    def by_standing(self, rows: Any, name: str, value: str) -> QuerySet[SupportCase]:
        chosen: QuerySet[SupportCase] = {
            "open": rows.running,
            "paused": lambda: rows.filter(paused_at__isnull=False),
            "closed": lambda: rows.filter(stage=CaseStage.CLOSED),
            "watch": lambda: rows.filter(outcome=CaseOutcome.EXIT),
            "second_year": lambda: rows.filter(years_in_row__gt=1),
            "no_format": lambda: rows.open().filter(years_in_row__gt=1, support_format__isnull=True),
            "no_coordinator": lambda: rows.open().filter(coordinator__isnull=True),
        }[value]()
        return chosen

    def by_rag(self, rows: QuerySet[SupportCase], name: str, value: str) -> QuerySet[SupportCase]:
        return rows.filter(rag="" if value == "none" else value)


class CasePageFilter(CaseFilter):
    """The same with the city's coordinators to choose from, and what is late in the shown school year."""

    late = django_filters.BooleanFilter(label="только просроченные", widget=forms.CheckboxInput, method="by_lateness")

    def __init__(
        self, *args: Any, coordinators: list[User], academic_year: int, programme: Programme, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.academic_year, self.programme, self.today = academic_year, programme, today
        choices = [("", "любой"), *((str(person.pk), str(person)) for person in coordinators)]
        self.form.fields["coordinator"] = forms.ChoiceField(label="Координатор", choices=choices, required=False)

    def by_lateness(self, rows: Any, name: str, wanted: bool) -> QuerySet[SupportCase]:
        if not wanted:
            return rows
        of_year = SupportCase.objects.filter(pk__in=rows.order_by().values("pk"), academic_year=self.academic_year)
        late: QuerySet[SupportCase] = rows.filter(pk__in=late_cases(of_year, self.programme, self.today))
        return late
