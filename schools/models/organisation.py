"""Bodies around the schools: the department, methodical centres."""

from typing import ClassVar

from django.db import models

from schools.enums import OrganisationKind
from shnor_portal.accounts.models import OwnedModel, OwnedQuerySet
from shnor_portal.accounts.permissions import Permission


class OrganisationQuerySet(OwnedQuerySet["Organisation"]):
    view_permission: ClassVar[Permission] = Permission.VIEW_SCHOOLS


class Organisation(OwnedModel):
    """An organisation that is not a school."""

    kind = models.CharField("вид", max_length=32, choices=OrganisationKind.choices)
    name = models.CharField("название", max_length=300)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "организация"
        verbose_name_plural = "организации"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["municipality", "name"], name="organisation_name")]

    def __str__(self) -> str:
        return self.name
