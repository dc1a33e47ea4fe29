"""One filter for the page, the API and the download."""

from typing import Any

import django_filters
from django.db.models import QuerySet

from schools.enums import Locality, SchoolKind
from schools.models import School
from shnor_portal.common.text import fold

STATUS = [("active", "действует"), ("closed", "закрыта")]


class SchoolFilter(django_filters.FilterSet):
    """Schools by words of the name or a code, kind, locality, district and whether they are open."""

    q = django_filters.CharFilter(method="search", label="Название или код")
    kind = django_filters.ChoiceFilter(choices=SchoolKind.choices, label="Вид", empty_label="любой")
    locality = django_filters.ChoiceFilter(choices=Locality.choices, label="Местность", empty_label="любая")
    status = django_filters.ChoiceFilter(choices=STATUS, method="by_status", label="Состояние", empty_label="любое")
    ordering = django_filters.OrderingFilter(
        fields={"name": "name", "kind": "kind", "district": "district"}, label="Порядок", empty_label="по названию"
    )

    class Meta:
        model = School
        fields = ["q", "kind", "locality", "status"]

    def search(self, rows: Any, name: str, value: str) -> Any:
        for word in fold(value).split()[:8]:
            rows = rows.matching(word)
        return rows

    def by_status(self, rows: QuerySet[School], name: str, value: str) -> QuerySet[School]:
        return rows.filter(closed_on__isnull=value == "active")
