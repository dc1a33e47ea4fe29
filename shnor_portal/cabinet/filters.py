"""Filters of the cabinet's lists."""

import django_filters
from django import forms

from shnor_portal.accounts.models import RoleAssignment
from shnor_portal.accounts.permissions import Role
from shnor_portal.audit.models import AuditEntry
from shnor_portal.cabinet.acts import SECTIONS


class PeopleFilter(django_filters.FilterSet):
    role = django_filters.ChoiceFilter(choices=Role.choices, label="Роль", empty_label="любая")

    class Meta:
        model = RoleAssignment
        fields = ["role"]


class AuditFilter(django_filters.FilterSet):
    action = django_filters.ChoiceFilter(
        choices=SECTIONS, lookup_expr="startswith", label="О чём", empty_label="обо всём"
    )
    day = django_filters.DateFilter(
        field_name="at", lookup_expr="date", label="День", widget=forms.DateInput(attrs={"type": "date"})
    )

    class Meta:
        model = AuditEntry
        fields = ["action", "day"]
