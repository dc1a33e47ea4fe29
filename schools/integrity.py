"""Roles of schools lead to schools."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from schools.models import School
from shnor_portal.accounts.models import RoleAssignment
from shnor_portal.common.integrity import Finding, integrity_check


@integrity_check("schools.role_has_school", "Роль школы выдана в существующей школе того же муниципалитета")
def role_has_school() -> Iterator[Finding]:
    """`school_id` of a role is no foreign key, because accounts stand below schools."""
    home = School.objects.filter(pk=OuterRef("school_id"), municipality_id=OuterRef("municipality_id"))
    homeless = RoleAssignment.objects.filter(school_id__isnull=False).exclude(Exists(home))
    for pk, school_id in homeless.values_list("pk", "school_id"):
        yield Finding(f"accounts.RoleAssignment {pk}", f"школы {school_id} в этом муниципалитете нет")
