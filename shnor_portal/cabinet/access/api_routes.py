"""The table for REST: the same needs as the pages, said again for every resource."""

from shnor_portal.accounts.permissions import Permission as P
from shnor_portal.accounts.permissions import Role
from shnor_portal.cabinet.access.needs import Need, Route, Who

JSON = "application/json"


def listing(need: Need, **rows: str) -> Route:
    """A collection to read; with `rows` it hangs on a parent row."""
    return Route({"GET": need}, rows)


def one(need: Need, **rows: str) -> Route:
    """A single row to read."""
    return Route({"GET": need}, rows)


def act(need: Need, sight: P | None = None, **rows: str) -> Route:
    """A verb on a row."""
    return Route({"POST": need}, rows, sight=sight, content_type=JSON)


API = {
    "api:me": listing(Who.SIGNED_IN),
    "api:schema": listing(Who.SIGNED_IN),
    "api:docs": listing(Who.SIGNED_IN),
    "api:nothing-here": Route({}, is_nowhere=True),
    "api:municipality-list": listing(Who.SIGNED_IN),
    "api:municipality-detail": Route({"GET": Who.SIGNED_IN}, {"key": "municipality_code"}, seen_by=frozenset(Role)),
    "api:school-list": listing(P.VIEW_SCHOOLS),
    "api:school-detail": one(P.VIEW_SCHOOLS, key="school"),
    "api:assessment-list": listing(P.VIEW_RESULTS),
    "api:assessment-detail": Route({"GET": P.VIEW_RESULTS}, {"key": "assessment"}, is_common=True),
    "api:result-list": listing(P.VIEW_RESULTS),
    "api:result-detail": one(P.VIEW_RESULTS, key="result"),
    "api:indicator-list": listing(P.VIEW_INDICATORS),
    "api:indicator-detail": Route({"GET": P.VIEW_INDICATORS}, fixed={"key": "R01"}),
    "api:indicator-value-list": listing(P.VIEW_INDICATORS),
    "api:indicator-value-detail": one(P.VIEW_INDICATORS, key="value"),
    "api:indicator-value-recompute": act(P.RECOMPUTE_INDICATORS),
    "api:rule-set-list": listing(P.VIEW_RULES),
    "api:rule-set-detail": one(P.VIEW_RULES, key="rule_set"),
    "api:risk-list-list": Route({"GET": P.VIEW_RISK_LISTS, "POST": P.PROPOSE_RISK_LIST}, content_type=JSON),
    "api:risk-list-detail": one(P.VIEW_RISK_LISTS, key="risk_list"),
    "api:risk-list-recompute": act(P.PROPOSE_RISK_LIST, P.VIEW_RISK_LISTS, key="risk_list"),
    "api:risk-list-entry-list": listing(P.VIEW_RISK_LISTS, list_key="risk_list"),
    "api:risk-list-entry-detail": one(P.VIEW_RISK_LISTS, list_key="risk_list", key="entry"),
    "api:order-list": listing(P.VIEW_ORDERS),
    "api:order-detail": one(P.VIEW_ORDERS, key="order"),
    "api:support-case-list": listing(P.VIEW_CASES),
    "api:support-case-detail": one(P.VIEW_CASES, key="case"),
    "api:roadmap-list": listing(P.VIEW_ROADMAPS),
    "api:roadmap-detail": one(P.VIEW_ROADMAPS, key="roadmap"),
    "api:measure-list": listing(P.VIEW_ROADMAPS),
    "api:measure-detail": one(P.VIEW_ROADMAPS, key="measure"),
    "api:measure-start": act(P.REPORT_PROGRESS, P.VIEW_ROADMAPS, key="measure"),
    "api:measure-finish": act(P.REPORT_PROGRESS, P.VIEW_ROADMAPS, key="measure"),
    "api:measure-take-back": act(P.REPORT_PROGRESS, P.VIEW_ROADMAPS, key="measure"),
    "api:measure-evidence": act(P.REPORT_PROGRESS, P.VIEW_ROADMAPS, key="measure"),
    "api:review-list": listing(P.VIEW_CASES),
    "api:review-detail": one(P.VIEW_CASES, key="review"),
    "api:occurrence-list": listing(P.VIEW_CALENDAR),
    "api:import-list": Route({"GET": P.VIEW_IMPORTS, "POST": P.IMPORT_DATA}),
    "api:import-detail": one(P.VIEW_IMPORTS, key="batch_uuid"),
    "api:import-apply": act(P.IMPORT_DATA, P.VIEW_IMPORTS, key="batch_uuid"),
    "api:import-check": act(P.IMPORT_DATA, P.VIEW_IMPORTS, key="batch_uuid"),
    "api:import-choose": act(P.IMPORT_DATA, P.VIEW_IMPORTS, key="batch_uuid"),
    "api:import-undo": act(P.IMPORT_DATA, P.VIEW_IMPORTS, key="batch_uuid"),
    "api:import-item-list": listing(P.VIEW_IMPORTS, batch_key="batch_uuid"),
    "api:import-issue-list": listing(P.VIEW_IMPORTS, batch_key="batch_uuid"),
    "api:job-list": listing(P.VIEW_JOBS),
    "api:job-detail": one(P.VIEW_JOBS, key="job"),
    "api:job-cancel": act(P.VIEW_JOBS, key="job"),
    "api:job-repeat": Route({"POST": P.VIEW_JOBS}, {"key": "job"}, row_need=P.PREPARE_ORDERS, content_type=JSON),
    "tokens:list": listing(Who.SIGNED_IN),
    "tokens:revoke": Route({"POST": Who.SIGNED_IN}, {"pk": "token"}, seen_by=frozenset({Role.CITY_ADMINISTRATOR})),
    "tokens:new": Route({"GET": Who.SIGNED_IN, "POST": Who.SIGNED_IN}),
}
