"""What every owned table shares: a municipality, and one door to its rows."""

from typing import TYPE_CHECKING, ClassVar, Generic, Self, TypeVar

from django.db import models
from django.db.models import Q

from shnor_portal.accounts.permissions import Permission

ModelT = TypeVar("ModelT", bound=models.Model)

if TYPE_CHECKING:
    from shnor_portal.accounts.models.user import User


class OwnedQuerySet(models.QuerySet[ModelT], Generic[ModelT]):
    """Rows that belong to a municipality.

    `view_permission` is what a person must hold to see a row; `school_path` names the column that a
    school's own people are matched by, or is None where rows are the department's alone.
    """

    view_permission: ClassVar[Permission]
    municipality_path: ClassVar[str] = "municipality_id"
    school_path: ClassVar[str | None] = None

    def visible_to(self, user: "User") -> Self:
        """The only door to rows: what lies in the person's scope; the rest does not exist for her."""
        reach = user.reach_of(self.view_permission)
        rule = Q(**{f"{self.municipality_path}__in": reach.municipality_ids})
        if self.school_path is not None and reach.school_ids:
            rule |= Q(**{f"{self.school_path}__in": reach.school_ids})
        return self.filter(rule)

    def of(self, municipality: "models.Model") -> Self:
        """Rows of one municipality."""
        return self.filter(**{self.municipality_path: municipality.pk})


class OwnedModel(models.Model):
    """A row that belongs to a municipality, from its first migration and never NULL."""

    municipality = models.ForeignKey(
        "accounts.Municipality", on_delete=models.PROTECT, related_name="+", verbose_name="муниципалитет"
    )

    class Meta:
        abstract = True

    @property
    def scope_school_id(self) -> int | None:
        """The school whose own people may be concerned with this row, if it is about one school."""
        return getattr(self, "school_id", None)
