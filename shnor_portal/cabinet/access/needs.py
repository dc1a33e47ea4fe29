"""What a route demands, and the answer a person must get."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from shnor_portal.accounts.permissions import ROLE_PERMISSIONS, Permission, Role

if TYPE_CHECKING:
    from shnor_portal.cabinet.access.world import Side


class Placement(StrEnum):
    """Where the row asked for lies, seen from the person."""

    OWN = "own"  # her municipality, her school
    NEIGHBOUR = "neighbour"  # her municipality, another school
    FOREIGN = "foreign"  # another municipality
    ABSENT = "absent"  # nowhere


class Answer(StrEnum):
    """Kinds of answers that matter for access."""

    SIGN_IN = "sign_in"  # redirect to sign-in, or 401
    FORBIDDEN = "forbidden"  # 403
    ABSENT = "absent"  # 404
    PASSED = "passed"  # any other: the request got through to the act
    NO_METHOD = "no_method"  # 405


class Who(StrEnum):
    """Needs that are no permission."""

    ANYONE = "anyone"
    SIGNED_IN = "signed_in"


Need = Permission | Who


@dataclass(frozen=True, slots=True)
class Route:
    """A row of the table.

    methods       a method and its need.
    rows          parameters of the address and the attributes of `Side` that fill them; `fixed` fills the others.
    sight         what makes the row visible, where that differs from the need.
    row_need      what a person must hold besides, once she sees the row.
    row_any       of these she must hold one, once she sees the row.
    school_rows   a school's people see their own school's row, and only that.
    seen_by       the only roles that see the row at all.
    data          sent with a POST, its values filled with keys of the side.
    is_library    the view is not ours: only a guest is asked.
    city_only     a page of the department that a school's people may not open at all.
    is_common     the row belongs to no municipality.
    is_nowhere    the address answers «absent» to every signed-in person.
    """

    methods: Mapping[str, Need]
    rows: dict[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    sight: Permission | None = None
    row_need: Permission | None = None
    row_any: frozenset[Permission] = frozenset()
    school_rows: bool = True
    seen_by: frozenset[Role] | None = None
    data: dict[str, Any] = field(default_factory=dict)
    content_type: str = ""
    is_library: bool = False
    city_only: bool = False
    is_common: bool = False
    is_nowhere: bool = False

    def kwargs(self, side: "Side") -> dict[str, Any]:
        return {**self.fixed, **{name: getattr(side, attribute) for name, attribute in self.rows.items()}}

    def placements(self) -> list[Placement]:
        return list(Placement) if self.rows else [Placement.OWN]


def expected(route: Route, method: str, role: Role | None, placement: Placement) -> Answer:
    """The answer the table demands of the code for a person with one role (None is a guest)."""
    if route.is_nowhere:
        return Answer.SIGN_IN if role is None else Answer.ABSENT
    need = route.methods.get(method)
    if need is None:
        return Answer.SIGN_IN if role is None and Who.ANYONE not in route.methods.values() else Answer.NO_METHOD
    if role is None and need != Who.ANYONE:
        return Answer.SIGN_IN
    if role is not None and forbidden(route, need, role):
        return Answer.FORBIDDEN
    if not sees(route, need, role, placement):
        return Answer.ABSENT
    return Answer.PASSED if role is None or may_act(route, role) else Answer.FORBIDDEN


def may_act(route: Route, role: Role) -> bool:
    """Whether a person who sees the row may do this with it."""
    held = ROLE_PERMISSIONS[role]
    return (route.row_need is None or route.row_need in held) and (not route.row_any or bool(route.row_any & held))


def forbidden(route: Route, need: Need, role: Role) -> bool:
    """Whether the role may not do this anywhere."""
    if route.city_only and role.is_school_role:
        return True
    return isinstance(need, Permission) and need not in ROLE_PERMISSIONS[role]


def sees(route: Route, need: Need, role: Role | None, placement: Placement) -> bool:
    """Whether the row exists for the person at all."""
    if not route.rows:
        return True
    if need == Who.ANYONE or route.is_common:
        return placement != Placement.ABSENT
    if role is None or placement in (Placement.FOREIGN, Placement.ABSENT):
        return False
    if route.seen_by is not None:
        return role in route.seen_by
    sight = route.sight or need
    may_see = not isinstance(sight, Permission) or sight in ROLE_PERMISSIONS[role]
    near = not role.is_school_role or (route.school_rows and placement == Placement.OWN)
    return may_see and near
