"""Filters of the cabinet's lists."""

import django_filters

from shnor_portal.accounts.models import RoleAssignment
from shnor_portal.accounts.permissions import Role
from shnor_portal.audit.models import AuditEntry


class PeopleFilter(django_filters.FilterSet):
    role = django_filters.ChoiceFilter(choices=Role.choices, label="Роль", empty_label="любая")

    class Meta:
        model = RoleAssignment
        fields = ["role"]


class AuditFilter(django_filters.FilterSet):
    action = django_filters.CharFilter(lookup_expr="startswith", label="Действие начинается с")
    object_type = django_filters.CharFilter(label="Над чем")
    day = django_filters.DateFilter(field_name="at", lookup_expr="date", label="День")

    class Meta:
        model = AuditEntry
        fields = ["action", "object_type", "day"]
