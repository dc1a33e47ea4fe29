"""The table: what each route demands, method by method. A route that is not here fails the suite."""

from shnor_portal.accounts.permissions import Permission as P
from shnor_portal.accounts.permissions import Role
from shnor_portal.cabinet.access.needs import Route, Who

SIGNED_IN = {"GET": Who.SIGNED_IN, "POST": Who.SIGNED_IN}


def page(need: P | Who, **rows: str) -> Route:
    """A page to read."""
    return Route({"GET": need}, rows)


def act(need: P | Who, sight: P | None = None, **rows: str) -> Route:
    """Something done by a form elsewhere."""
    return Route({"POST": need}, rows, sight)


def form(need: P, sight: P | None = None, **rows: str) -> Route:
    """A form and its sending."""
    return Route({"GET": need, "POST": need}, rows, sight)


OPERATIONS = {
    "healthz": page(Who.ANYONE),
    "readyz": page(Who.ANYONE),
    "gallery": page(Who.SIGNED_IN),
}

CABINET = {
    "cabinet:home": page(Who.SIGNED_IN),
    "cabinet:choose_municipality": act(Who.SIGNED_IN),
    "cabinet:people": page(P.MANAGE_ACCOUNTS),
    "cabinet:new_person": form(P.MANAGE_ACCOUNTS),
    "cabinet:end_role": act(P.MANAGE_ACCOUNTS, pk="assignment"),
    "cabinet:audit": page(P.VIEW_AUDIT),
    "jobs:list": page(P.VIEW_JOBS),
    "jobs:detail": page(P.VIEW_JOBS, pk="job"),
    "jobs:cancel": act(P.VIEW_JOBS, pk="job"),
    "jobs:repeat": act(P.VIEW_JOBS, pk="job"),
    "notifications:inbox": page(Who.SIGNED_IN),
    "notifications:open": Route(
        {"POST": Who.SIGNED_IN}, {"pk": "notification"}, seen_by=frozenset({Role.CITY_ADMINISTRATOR})
    ),
    "notifications:read_all": act(Who.SIGNED_IN),
    "notifications:settings": Route(SIGNED_IN),
}

SCHOOLS = {
    "schools:list": page(P.VIEW_SCHOOLS),
    "schools:export": page(P.VIEW_SCHOOLS),
    "schools:create": form(P.MANAGE_SCHOOLS),
    "schools:detail": page(P.VIEW_SCHOOLS, pk="school"),
    "schools:edit": form(P.MANAGE_SCHOOLS, pk="school"),
    "schools:new_code": form(P.MANAGE_SCHOOLS, pk="school"),
    "schools:rename": form(P.MANAGE_SCHOOLS, pk="school"),
    "schools:merge": form(P.MANAGE_SCHOOLS, pk="school"),
    "schools:close": form(P.MANAGE_SCHOOLS, pk="school"),
}

ORDERS = {
    "reports:orders": page(P.VIEW_ORDERS),
    "reports:create_order": act(P.PREPARE_ORDERS, P.VIEW_RISK_LISTS, list_pk="risk_list"),
    "reports:order": page(P.VIEW_ORDERS, pk="order"),
    "reports:edit_order": form(P.PREPARE_ORDERS, P.VIEW_ORDERS, pk="order"),
    "reports:register_order": act(P.REGISTER_ORDERS, P.VIEW_ORDERS, pk="order"),
    "reports:cancel_order": act(P.REGISTER_ORDERS, P.VIEW_ORDERS, pk="order"),
    "reports:preview_order": page(P.VIEW_ORDERS, pk="order"),
    "reports:make_pdf": act(P.VIEW_ORDERS, pk="order"),
    "reports:order_file": page(P.VIEW_ORDERS, pk="order_file"),
    "reports:verify": page(Who.ANYONE, mark="order_mark"),
}

ROUTES: dict[str, Route] = {**OPERATIONS, **CABINET, **SCHOOLS, **ORDERS}
