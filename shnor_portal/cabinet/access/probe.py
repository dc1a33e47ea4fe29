"""Asking the running code: one request for each route, method, role and placement, each taken back."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from shnor_portal.accounts.permissions import Role
from shnor_portal.cabinet.access.needs import Answer, Placement, Route
from shnor_portal.cabinet.access.world import Side, World

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True, slots=True)
class Probe:
    """One cell of the matrix. `role` is a role's value or «guest»."""

    route: str
    method: str
    role: str
    placement: str
    status: int
    answer: Answer

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


class TakeBackError(Exception):
    """Raised to roll a probe's writes back."""


def route_names(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    """Full names of all routes of the resolver; a route without a name shows as its pattern."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name}" if entry.name else f"{prefix}<{entry.pattern}>"
        else:
            space = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from route_names(entry, space)


def answer_of(response: HttpResponseBase) -> Answer:
    """Sort an answer into the kinds that matter for access."""
    location = response.headers.get("Location", "")
    if response.status_code == 401 or (response.status_code == 302 and "/account/login/" in location):
        return Answer.SIGN_IN
    kinds = {403: Answer.FORBIDDEN, 404: Answer.ABSENT, 405: Answer.NO_METHOD}
    return kinds.get(response.status_code, Answer.PASSED)


def ask(world: World, name: str, route: Route, method: str, role: Role | None, placement: Placement) -> Probe:
    """One request, with every write of it taken back."""
    side: Side = world.side(placement)
    url = reverse(name, kwargs=route.kwargs(side))
    status, answer = 0, Answer.PASSED
    client = client_of(world, role)
    try:
        with transaction.atomic():
            response = send(client, method, url, route, side)
            status, answer = response.status_code, answer_of(response)
            raise TakeBackError
    except TakeBackError:
        return Probe(name, method, role.value if role else "guest", placement.value, status, answer)


def client_of(world: World, role: Role | None) -> Client:
    """A fresh client with the role's session; signing in once keeps the matrix quick."""
    if role not in world.sessions:
        signing_in = Client()
        if role is not None:
            signing_in.force_login(world.people[role])
        world.sessions[role] = signing_in.cookies
    client = Client(raise_request_exception=False, headers={"accept": "*/*"})
    client.cookies.update(world.sessions[role])
    return client


def send(client: Client, method: str, url: str, route: Route, side: Side) -> HttpResponseBase:
    """The request itself; a body goes with writing methods only, its values filled with keys of the side."""
    data = {name: str(value).format(**asdict(side)) for name, value in route.data.items()}
    if method == "GET":
        return client.get(url)
    if route.content_type:
        return client.generic(method, url, route.data.get("body", "{}"), content_type=route.content_type)
    return client.post(url, data) if method == "POST" else client.generic(method, url)
