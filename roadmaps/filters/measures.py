"""One filter of measures for the page and the download."""

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from roadmaps.enums import EvidenceState, MeasureState
from roadmaps.models import Evidence, Measure
from roadmaps.selectors.standings import Standing
from shnor_portal.common.filtering import WholeNumberFilter
from shnor_portal.common.text import fold

SEARCH = forms.TextInput(attrs={"type": "search"})
ORDERS = {"due": "due_on", "school": "roadmap__school__name", "state": "state"}
LAST = ("section__position", "position", "pk")


class MeasureFilter(django_filters.FilterSet):
    """Measures by words, school, state, lateness, term, responsible, evidence that waits.

    `standings` are those of the open measures, `on` the day they were asked for.
    """

    q = django_filters.CharFilter(method="by_words", label="Мероприятие", widget=SEARCH)
    school = django_filters.CharFilter(method="by_school", label="Школа", widget=SEARCH)
    responsible = django_filters.CharFilter(method="by_responsible", label="Ответственный", widget=SEARCH)
    state = django_filters.ChoiceFilter(choices=MeasureState.choices, label="Состояние", empty_label="любое")
    within = WholeNumberFilter(method="by_days", label="Срок в ближайшие, дней", highest=400)
    late = django_filters.BooleanFilter(method="by_late", label="только просроченные", widget=forms.CheckboxInput)
    waiting = django_filters.BooleanFilter(
        method="by_waiting", label="с подтверждением на проверке", widget=forms.CheckboxInput
    )

    class Meta:
        model = Measure
        fields = ["q", "school", "responsible", "state", "within", "late", "waiting"]

    def __init__(self, *args: Any, standings: dict[int, Standing], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standings, self.on = standings, on

    def by_words(self, rows: QuerySet[Measure], name: str, text: str) -> QuerySet[Measure]:
        return rows.filter(Q(title__icontains=text.strip()) | Q(expected_result__icontains=text.strip()))

    def by_school(self, rows: QuerySet[Measure], name: str, text: str) -> QuerySet[Measure]:
        """Part of the school's name, whatever the case."""
        return rows.filter(roadmap__school__search_name__contains=fold(text))

    def by_responsible(self, rows: QuerySet[Measure], name: str, text: str) -> QuerySet[Measure]:
        text = text.strip()
        return rows.filter(Q(responsible__icontains=text) | Q(responsible_user__full_name__icontains=text))

    def by_days(self, rows: QuerySet[Measure], name: str, days: Any) -> QuerySet[Measure]:
        found = [pk for pk, standing in self.standings.items() if standing.within(self.on, int(days))]
        return rows.filter(pk__in=found)

    def by_late(self, rows: QuerySet[Measure], name: str, wanted: Any) -> QuerySet[Measure]:
        found = [pk for pk, standing in self.standings.items() if standing.late]
        return rows.filter(pk__in=found) if wanted else rows

    def by_waiting(self, rows: QuerySet[Measure], name: str, wanted: Any) -> QuerySet[Measure]:
        waiting = Evidence.objects.filter(measure=OuterRef("pk"), state=EvidenceState.UPLOADED)
        return rows.filter(Exists(waiting)) if wanted else rows


def in_order(rows: QuerySet[Measure], ordering: str) -> QuerySet[Measure]:
    """Sorted by a column of the head; what has no term comes last."""
    sign, key = ("-", ordering[1:]) if ordering.startswith("-") else ("", ordering)
    column = ORDERS.get(key, "due_on")
    if column == "due_on":
        by_term = F("due_on").desc(nulls_last=True) if sign else F("due_on").asc(nulls_last=True)
        return rows.order_by(by_term, "roadmap__school__name", *LAST)
    return rows.order_by(f"{sign}{column}", "due_on", *LAST)
