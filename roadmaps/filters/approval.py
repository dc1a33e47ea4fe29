"""The filter of the department's queue."""

from typing import Any

import django_filters
from django import forms
from django.db.models import F, Q, QuerySet
from django.db.models.functions import TruncDate

from roadmaps.enums import RoadmapState
from roadmaps.models import Roadmap
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.common.text import fold

STATES = [(RoadmapState.SUBMITTED, "ждут согласования"), (RoadmapState.AGREED, "ждут утверждения")]


class QueueFilter(django_filters.FilterSet):
    """Handed-in roadmaps by school, state, whose they are to look after, and those that came late."""

    q = django_filters.CharFilter(method="by_name", label="Школа", widget=forms.TextInput(attrs={"type": "search"}))
    state = django_filters.ChoiceFilter(choices=STATES, label="Состояние", empty_label="любое")
    mine = django_filters.BooleanFilter(label="мои школы", widget=forms.CheckboxInput, method="by_charge")
    late = django_filters.BooleanFilter(label="сданы после срока", widget=forms.CheckboxInput, method="by_lateness")

    class Meta:
        model = Roadmap
        fields = ["q", "state", "mine", "late"]

    def __init__(self, *args: Any, user: User, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.municipality = user, municipality

    def by_name(self, rows: QuerySet[Roadmap], name: str, text: str) -> QuerySet[Roadmap]:
        return rows.filter(school__search_name__contains=fold(text))

    def by_charge(self, rows: QuerySet[Roadmap], name: str, wanted: bool) -> QuerySet[Roadmap]:
        mine = Q(case__coordinator=self.user) | Q(case__curator=self.user)
        return rows.filter(mine) if wanted else rows

    def by_lateness(self, rows: QuerySet[Roadmap], name: str, wanted: bool) -> QuerySet[Roadmap]:
        if not wanted:
            return rows
        handed_in = TruncDate("submitted_at", tzinfo=self.municipality.zone)
        return rows.annotate(handed_in_on=handed_in).filter(handed_in_on__gt=F("due_on"))
