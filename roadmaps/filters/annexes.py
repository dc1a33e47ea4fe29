"""Filters of annexes and of counts of routes, for pages and downloads alike."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet

from diagnostics.enums import Subject
from roadmaps.enums import AnnexState, HoursSource
from roadmaps.models import ProgrammeAnnex, PupilRoutes
from roadmaps.selectors.annexes import waiting_for
from shnor_portal.accounts.models import User
from shnor_portal.common.text import fold

SEARCH = forms.TextInput(attrs={"type": "search"})
WHOSE = [("mine", "мои"), ("waiting", "ждут меня")]
GRADES = [(grade, f"{grade} класс") for grade in range(1, 12)]


class AnnexFilter(django_filters.FilterSet):
    """Annexes by school, subject, state, source of hours, and whose turn it is."""

    q = django_filters.CharFilter(method="by_name", label="Школа", widget=SEARCH)
    subject = django_filters.ChoiceFilter(choices=Subject.choices, label="Предмет", empty_label="любой")
    state = django_filters.ChoiceFilter(choices=AnnexState.choices, label="Состояние", empty_label="любое")
    hours_source = django_filters.ChoiceFilter(choices=HoursSource.choices, label="Часы", empty_label="любые")
    whose = django_filters.ChoiceFilter(choices=WHOSE, method="by_person", label="Чьи", empty_label="все")

    class Meta:
        model = ProgrammeAnnex
        fields = ["q", "subject", "state", "hours_source", "whose"]

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def by_name(self, rows: QuerySet[ProgrammeAnnex], name: str, text: str) -> QuerySet[ProgrammeAnnex]:
        """Part of the school's name, whatever the case."""
        return rows.filter(school__search_name__contains=fold(text))

    def by_person(self, rows: QuerySet[ProgrammeAnnex], name: str, value: str) -> QuerySet[ProgrammeAnnex]:
        """Hers as a teacher, or waiting for her."""
        return rows.filter(teacher=self.person) if value == "mine" else waiting_for(rows, self.person)


class RoutesFilter(django_filters.FilterSet):
    """Counts of routes by school, grade and subject."""

    q = django_filters.CharFilter(method="by_name", label="Школа", widget=SEARCH)
    grade = django_filters.ChoiceFilter(choices=GRADES, label="Параллель", empty_label="любая")
    subject = django_filters.ChoiceFilter(choices=Subject.choices, label="Предмет", empty_label="любой")

    class Meta:
        model = PupilRoutes
        fields = ["q", "grade", "subject"]

    def by_name(self, rows: QuerySet[PupilRoutes], name: str, text: str) -> QuerySet[PupilRoutes]:
        return rows.filter(school__search_name__contains=fold(text))
