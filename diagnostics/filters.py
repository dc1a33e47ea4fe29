"""One filter for the page, the API and the download."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet

from diagnostics.enums import NoDataReason, RiskListOrigin, RiskListState, SchoolVerdict
from diagnostics.models import IndicatorValue, RiskList, RiskListEntry
from diagnostics.procedures import ProcedureKey
from schools.enums import SchoolKind
from shnor_portal.common.filtering import WholeNumberFilter, YearFilter
from shnor_portal.common.text import fold

SEARCH = forms.TextInput(attrs={"type": "search"})


class RiskListFilter(django_filters.FilterSet):
    """Lists by origin, state and school year."""

    origin = django_filters.ChoiceFilter(choices=RiskListOrigin.choices, label="Происхождение", empty_label="любое")
    state = django_filters.ChoiceFilter(choices=RiskListState.choices, label="Состояние", empty_label="любое")
    academic_year = YearFilter(label="Учебный год, первый из двух")

    class Meta:
        model = RiskList
        fields = ["origin", "state", "academic_year"]


class RiskListEntryFilter(django_filters.FilterSet):
    """Schools of a list. Choices of level and procedure are those that the list's rule knows."""

    q = django_filters.CharFilter(method="by_name", label="Школа", widget=SEARCH)
    is_included = django_filters.ChoiceFilter(
        choices=[("true", "в перечне"), ("false", "вне перечня")],
        label="Решение",
        empty_label="все школы",
        method="by_decision",
    )
    verdict = django_filters.ChoiceFilter(choices=SchoolVerdict.choices, label="Вывод правила", empty_label="любой")
    level = django_filters.CharFilter(label="Уровень")
    kind = django_filters.ChoiceFilter(
        field_name="school__kind", choices=SchoolKind.choices, label="Вид школы", empty_label="любой"
    )
    procedure = django_filters.CharFilter(method="by_procedure", label="Низкая процедура")
    is_borderline = django_filters.BooleanFilter(
        label="только пограничные", widget=forms.CheckboxInput, method="by_borderline"
    )
    within = WholeNumberFilter(field_name="flip_pupils", lookup_expr="lte", label="Участников до перемены")

    class Meta:
        model = RiskListEntry
        fields = ["q", "is_included", "verdict", "level", "kind", "procedure", "is_borderline", "within"]

    def by_name(self, rows: QuerySet[RiskListEntry], name: str, text: str) -> QuerySet[RiskListEntry]:
        """Part of the school's name, whatever the case."""
        return rows.filter(school__search_name__contains=fold(text))

    def by_decision(self, rows: QuerySet[RiskListEntry], name: str, value: str) -> QuerySet[RiskListEntry]:
        return rows.filter(is_included=value == "true")

    def by_procedure(self, rows: QuerySet[RiskListEntry], name: str, code: str) -> QuerySet[RiskListEntry]:
        """Schools that are low in the procedure."""
        return rows.filter(low_procedures__contains=f" {code.strip()} ")

    def by_borderline(self, rows: QuerySet[RiskListEntry], name: str, wanted: Any) -> QuerySet[RiskListEntry]:
        return rows.filter(is_borderline=True) if wanted else rows


class ListPageFilter(RiskListEntryFilter):
    """The same with the levels and procedures of one list to choose from."""

    def __init__(self, *args: Any, levels: dict[str, str], procedures: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = [(code, ProcedureKey.parse(code).short_title) for code in procedures]
        self.form.fields["level"] = _choice("Уровень", list(levels.items()))
        self.form.fields["procedure"] = _choice("Низкая процедура", titles)


class IndicatorValueFilter(django_filters.FilterSet):
    """Values by school year, indicator, procedure, school and whether there is a figure."""

    q = django_filters.CharFilter(method="by_name", label="Школа", widget=SEARCH)
    academic_year = YearFilter(label="Учебный год, первый из двух")
    indicator = django_filters.CharFilter(label="Показатель")
    procedure = django_filters.CharFilter(label="Процедура")
    school = WholeNumberFilter(label="Школа, номер")
    no_data_reason = django_filters.ChoiceFilter(
        choices=NoDataReason.choices, label="Почему нет данных", empty_label="любая причина"
    )

    class Meta:
        model = IndicatorValue
        fields = ["q", "academic_year", "indicator", "procedure", "school", "no_data_reason"]

    def by_name(self, rows: QuerySet[IndicatorValue], name: str, text: str) -> QuerySet[IndicatorValue]:
        return rows.filter(school__search_name__contains=fold(text))


def _choice(label: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", "любой"), *choices], required=False)
