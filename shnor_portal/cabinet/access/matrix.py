"""The whole matrix, asked of the running code."""

from collections.abc import Iterator

from shnor_portal.accounts.permissions import Role
from shnor_portal.cabinet.access.needs import Answer, Placement, Route, expected
from shnor_portal.cabinet.access.probe import METHODS, Probe, ask, route_names
from shnor_portal.cabinet.access.routes import ROUTES
from shnor_portal.cabinet.access.world import World


def missing_routes() -> list[str]:
    """Routes of the portal without a row in the table."""
    return sorted(set(route_names()) - ROUTES.keys())


def stale_rows() -> list[str]:
    """Rows of the table whose route is gone."""
    return sorted(ROUTES.keys() - set(route_names()))


def probes(world: World, only: str | None = None) -> Iterator[tuple[Probe, Answer]]:
    """Every cell with the answer the table demands; `only` picks one route."""
    for name, route in ROUTES.items():
        if only is not None and name != only:
            continue
        for method, role, placement in cells(route):
            yield ask(world, name, route, method, role, placement), expected(route, method, role, placement)


def cells(route: Route) -> Iterator[tuple[str, Role | None, Placement]]:
    """What is worth asking: declared methods of everyone and everywhere, the others of a guest and of one person.

    A library's view answers a signed-in person by the state of her own account, so only a guest is asked of it.
    """
    for method in METHODS:
        if method in route.methods:
            people: tuple[Role | None, ...] = (None,) if route.is_library else (None, *Role)
            yield from ((method, role, placement) for role in people for placement in route.placements())
        elif not route.is_library:
            yield from ((method, role, Placement.OWN) for role in (None, Role.MUNICIPAL_OFFICER))
