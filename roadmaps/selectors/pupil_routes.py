"""Pupils' individual routes: a school's own counts, and a city's table without small groups. Never names."""

from dataclasses import dataclass

from django.db.models import QuerySet

from roadmaps.models import PupilRoutes
from roadmaps.rules.small_cells import ShownCounts, ShownTotal, shown, total_of
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.accounts.permissions import Permission


@dataclass(frozen=True, slots=True)
class RouteRow:
    """A row of the table: counts as this person may see them."""

    routes: PupilRoutes
    counts: ShownCounts
    is_own: bool


@dataclass(frozen=True, slots=True)
class RouteTable:
    """Rows with their total."""

    rows: list[RouteRow]
    total: ShownTotal

    @property
    def has_hidden(self) -> bool:
        return bool(self.total.hidden_opened or self.total.hidden_finished)


def listed_routes(user: User, municipality: Municipality, academic_year: int) -> QuerySet[PupilRoutes]:
    """Counts of the school year in the person's sight."""
    rows = PupilRoutes.objects.visible_to(user).of(municipality).filter(academic_year=academic_year)
    return rows.select_related("school").order_by("school__name", "grade", "subject")


def route_table(user: User, routes: QuerySet[PupilRoutes]) -> RouteTable:
    """A school's people see their own counts as they are; across schools small groups are hidden, exports included."""
    own = user.reach_of(Permission.VIEW_ANNEXES).school_ids
    rows = [_row(one, one.school_id in own) for one in routes]
    return RouteTable(rows, total_of(row.counts for row in rows))


def _row(routes: PupilRoutes, is_own: bool) -> RouteRow:
    exact = ShownCounts(routes.opened, routes.finished)
    return RouteRow(routes, exact if is_own else shown(routes.opened, routes.finished), is_own)
