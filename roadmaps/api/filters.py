"""Filters of REST: those of the pages and the keys that programs ask by."""

import django_filters
from django import forms
from django.db.models import QuerySet

from roadmaps.enums import MeasureState, Rag, ReviewState
from roadmaps.filters.cases import CaseFilter
from roadmaps.filters.roadmaps import RoadmapFilter
from roadmaps.models import Measure, MonthlyReview
from roadmaps.models.roadmap import MeasureQuerySet
from roadmaps.selectors.lateness_today import days_late_today
from shnor_portal.common.filtering import WholeNumberFilter, YearFilter

SCHOOL, YEAR = "Школа, номер", "Учебный год, первый из двух"
DAY = forms.DateInput(attrs={"type": "date"})


class CaseApiFilter(CaseFilter):
    """As on the page, and by school and school year."""

    school = WholeNumberFilter(field_name="school_id", label=SCHOOL)
    academic_year = YearFilter(label=YEAR)


class RoadmapApiFilter(RoadmapFilter):
    """As on the page, and by school."""

    school = WholeNumberFilter(field_name="school_id", label=SCHOOL)


class MeasureApiFilter(django_filters.FilterSet):
    """Measures by plan, school, state and last due day. Lateness comes last: it is computed of what is left."""

    roadmap = WholeNumberFilter(field_name="roadmap_id", label="Дорожная карта, номер")
    school = WholeNumberFilter(field_name="roadmap__school_id", label=SCHOOL)
    academic_year = YearFilter(field_name="roadmap__academic_year", label=YEAR)
    state = django_filters.ChoiceFilter(choices=MeasureState.choices, label="Состояние")
    due_from = django_filters.DateFilter(field_name="due_on", lookup_expr="gte", label="Срок с", widget=DAY)
    due_to = django_filters.DateFilter(field_name="due_on", lookup_expr="lte", label="Срок по", widget=DAY)
    late = django_filters.BooleanFilter(method="by_late", label="Только просроченные", widget=forms.CheckboxInput)

    class Meta:
        model = Measure
        fields = ["roadmap", "school", "academic_year", "state", "due_from", "due_to", "late"]

    def by_late(self, rows: MeasureQuerySet, name: str, wanted: bool) -> QuerySet[Measure]:
        if not wanted:
            return rows
        return rows.filter(pk__in=[key for key, days in days_late_today(rows.open()).items() if days])


class ReviewApiFilter(django_filters.FilterSet):
    """Reviews by case, school, school year, month (its first day), state and light."""

    case = WholeNumberFilter(field_name="case_id", label="Случай поддержки, номер")
    school = WholeNumberFilter(field_name="case__school_id", label=SCHOOL)
    academic_year = YearFilter(field_name="case__academic_year", label=YEAR)
    month = django_filters.DateFilter(label="Месяц, первый день", widget=DAY)
    state = django_filters.ChoiceFilter(choices=ReviewState.choices, label="Состояние")
    rag = django_filters.ChoiceFilter(choices=Rag.choices, label="Оценка")

    class Meta:
        model = MonthlyReview
        fields = ["case", "school", "academic_year", "month", "state", "rag"]
