"""The whole matrix, asked of the running code."""

from collections.abc import Iterator

from shnor_portal.accounts.permissions import Role
from shnor_portal.cabinet.access.needs import Answer, Placement, expected
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
        for method in METHODS:
            for role in (None, *Role):
                for placement in route.placements() if method in route.methods else [Placement.OWN]:
                    yield ask(world, name, route, method, role, placement), expected(route, method, role, placement)
