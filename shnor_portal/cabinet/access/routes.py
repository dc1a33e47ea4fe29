"""The table: what each route demands, method by method. A route that is not here fails the suite."""

from shnor_portal.accounts.permissions import Permission as P
from shnor_portal.accounts.permissions import Role
from shnor_portal.cabinet.access.api_routes import API
from shnor_portal.cabinet.access.needs import Route, Who
from shnor_portal.cabinet.access.road_routes import ROAD

SIGNED_IN = {"GET": Who.SIGNED_IN, "POST": Who.SIGNED_IN}


def page(need: P | Who, **rows: str) -> Route:
    """A page to read."""
    return Route({"GET": need}, rows)


def act(need: P | Who, sight: P | None = None, **rows: str) -> Route:
    """Something done by a form elsewhere."""
    return Route({"POST": need}, rows, sight=sight)


def form(need: P, sight: P | None = None, **rows: str) -> Route:
    """A form and its sending."""
    return Route({"GET": need, "POST": need}, rows, sight=sight)


OPERATIONS = {
    "healthz": page(Who.ANYONE),
    "readyz": page(Who.ANYONE),
    "gallery": page(Who.SIGNED_IN),
}

CABINET = {
    "cabinet:home": page(Who.SIGNED_IN),
    "cabinet:account": page(Who.SIGNED_IN),
    "cabinet:choose_municipality": Route({"POST": Who.SIGNED_IN}, data={"municipality": "{municipality}"}),
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

WEBHOOKS = {
    "webhooks:list": page(P.MANAGE_WEBHOOKS),
    "webhooks:create": form(P.MANAGE_WEBHOOKS),
    "webhooks:detail": page(P.MANAGE_WEBHOOKS, pk="webhook"),
    "webhooks:edit": form(P.MANAGE_WEBHOOKS, pk="webhook"),
    "webhooks:rotate": form(P.MANAGE_WEBHOOKS, pk="webhook"),
    "webhooks:pause": act(P.MANAGE_WEBHOOKS, pk="webhook"),
    "webhooks:resume": act(P.MANAGE_WEBHOOKS, pk="webhook"),
    "webhooks:check": act(P.MANAGE_WEBHOOKS, pk="webhook"),
    "webhooks:delivery": page(P.MANAGE_WEBHOOKS, pk="webhook_delivery"),
    "webhooks:resend": act(P.MANAGE_WEBHOOKS, pk="webhook_delivery"),
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

DIAGNOSTICS = {
    "diagnostics:indicators": page(P.VIEW_INDICATORS),
    "diagnostics:recompute": act(P.RECOMPUTE_INDICATORS),
    "diagnostics:indicator": Route({"GET": P.VIEW_INDICATORS}, fixed={"code": "R01"}),
    "diagnostics:indicator_export": Route({"GET": P.VIEW_INDICATORS}, fixed={"code": "R01"}),
    "diagnostics:indicator_why": page(P.VIEW_INDICATORS, code="indicator", year="year", school_pk="school"),
    "diagnostics:rules": page(P.VIEW_RULES),
    "diagnostics:load_presets": act(P.MANAGE_RULES),
    "diagnostics:rule": page(P.VIEW_RULES, code="rule_code"),
    "diagnostics:rule_new": form(P.MANAGE_RULES, P.VIEW_RULES, code="rule_code"),
    "diagnostics:simulator": Route({"GET": P.VIEW_RISK_LISTS}, {"code": "rule_code"}, sight=P.VIEW_RULES),
    "diagnostics:lists": page(P.VIEW_RISK_LISTS),
    "diagnostics:propose": form(P.PROPOSE_RISK_LIST),
    "diagnostics:from_order": form(P.PROPOSE_RISK_LIST),
    "diagnostics:compare": Route({"GET": P.VIEW_RISK_LISTS}, city_only=True),
    "diagnostics:list": page(P.VIEW_RISK_LISTS, pk="risk_list"),
    "diagnostics:list_export": page(P.VIEW_RISK_LISTS, pk="risk_list"),
    "diagnostics:submit": act(P.PROPOSE_RISK_LIST, P.VIEW_RISK_LISTS, pk="risk_list"),
    "diagnostics:return": act(P.VIEW_RISK_LISTS, pk="risk_list"),
    "diagnostics:approve": act(P.APPROVE_RISK_LIST, P.VIEW_RISK_LISTS, pk="risk_list"),
    "diagnostics:archive": act(P.VIEW_RISK_LISTS, pk="risk_list"),
    "diagnostics:list_recompute": act(P.PROPOSE_RISK_LIST, P.VIEW_RISK_LISTS, pk="risk_list"),
    "diagnostics:why": page(P.VIEW_RISK_LISTS, pk="risk_list", school_pk="school"),
    "diagnostics:decide": act(P.PROPOSE_RISK_LIST, P.VIEW_RISK_LISTS, pk="risk_list", school_pk="school"),
}

IMPORTS = {
    "imports:list": page(P.VIEW_IMPORTS),
    "imports:upload": form(P.IMPORT_DATA),
    "imports:detail": page(P.VIEW_IMPORTS, pk="batch_uuid"),
    "imports:choose": act(P.IMPORT_DATA, P.VIEW_IMPORTS, pk="batch_uuid"),
    "imports:mapping": form(P.IMPORT_DATA, P.VIEW_IMPORTS, pk="batch_uuid"),
    "imports:choices": page(P.VIEW_IMPORTS, pk="batch_uuid"),
    "imports:check": act(P.IMPORT_DATA, P.VIEW_IMPORTS, pk="batch_uuid"),
    "imports:apply": act(P.IMPORT_DATA, P.VIEW_IMPORTS, pk="batch_uuid"),
    "imports:undo": form(P.IMPORT_DATA, P.VIEW_IMPORTS, pk="batch_uuid"),
    "imports:progress": page(P.VIEW_IMPORTS, pk="batch_uuid"),
    "imports:issues": page(P.VIEW_IMPORTS, pk="batch_uuid"),
    "imports:preview": page(P.VIEW_IMPORTS, pk="batch_uuid"),
    "imports:file": page(P.IMPORT_DATA, pk="batch_uuid"),
}

ENTRANCE = Route({"GET": Who.ANYONE, "POST": Who.ANYONE}, is_library=True)
OWN_ACCOUNT = Route(SIGNED_IN, is_library=True)
ACCOUNT = {
    **{
        f"account_{name}": ENTRANCE
        for name in (
            "login",
            "logout",
            "signup",
            "reset_password",
        )
    },
    **{
        f"account_{name}": Route({"GET": Who.ANYONE}, is_library=True)
        for name in ("inactive", "reset_password_done", "reset_password_from_key_done")
    },
    "account_reset_password_from_key": Route(
        ENTRANCE.methods, fixed={"uidb36": "1", "key": "net-takogo-klyucha"}, is_library=True
    ),
    **{f"account_{name}": OWN_ACCOUNT for name in ("change_password", "set_password", "reauthenticate")},
    **{
        f"mfa_{name}": OWN_ACCOUNT
        for name in (
            "index",
            "activate_totp",
            "authenticate",
            "deactivate_totp",
            "generate_recovery_codes",
            "view_recovery_codes",
            "download_recovery_codes",
            "reauthenticate",
        )
    },
}

ROUTES: dict[str, Route] = {
    **OPERATIONS,
    **CABINET,
    **WEBHOOKS,
    **SCHOOLS,
    **IMPORTS,
    **DIAGNOSTICS,
    **ROAD,
    **ORDERS,
    **ACCOUNT,
    **API,
}
