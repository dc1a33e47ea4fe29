"""Who reports on a measure: the school on its own, those who keep the city's roadmap on the city's."""

from collections.abc import Iterable

from roadmaps.models import Measure
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.lifecycles import Lifecycle, Transition


def permissions_on(measure: Measure, permissions: Iterable[str]) -> tuple[str, ...]:
    """On a measure of the city's roadmap its editors stand in the place of the school."""
    if not measure.roadmap.is_of_city:
        return tuple(permissions)
    swap = {Permission.REPORT_PROGRESS: Permission.EDIT_CITY_ROADMAP}
    return tuple(swap.get(Permission(permission), permission) for permission in permissions)


def may(user: User, measure: Measure, *permissions: str) -> bool:
    """Whether the person holds one of the permissions for the measure."""
    return any(user.has_perm(permission, measure) for permission in permissions_on(measure, permissions))


def open_acts(user: User, measure: Measure, table: Lifecycle, state: str) -> list[Transition]:
    """Acts that the state allows and the person may do."""
    return [transition for transition in table.open_acts(state) if may(user, measure, *transition.permissions)]
