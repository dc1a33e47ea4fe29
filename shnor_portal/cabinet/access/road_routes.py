"""The table for the road's pages: cases, roadmaps, measures, reviews, calendar, annexes, papers."""

from shnor_portal.accounts.permissions import Permission as P
from shnor_portal.cabinet.access.needs import Route



def _form(need: P, **rows: str) -> Route:
    """A form about a row of a case, and its sending: who sees the case sees the row."""
    return Route({"GET": need, "POST": need}, rows, sight=P.VIEW_CASES)


def _act(need: P, **rows: str) -> Route:
    """Something done with a row of a case by a form elsewhere."""
    return Route({"POST": need}, rows, sight=P.VIEW_CASES)


def _plan(*methods: str, **data: str) -> Route:
    """Writing in a school's roadmap: who sees it sees the page refused, the school's administration may write."""
    return Route(dict.fromkeys(methods, P.VIEW_ROADMAPS), {"pk": "roadmap"}, row_need=P.EDIT_ROADMAPS, data=data)


# --- support cases ---
CASES: dict[str, Route] = {
    "roadmaps:cases": Route({"GET": P.VIEW_CASES}),
    "roadmaps:cases_export": Route({"GET": P.VIEW_CASES}),
    "roadmaps:open_cases": Route({"GET": P.MANAGE_CASES, "POST": P.MANAGE_CASES}),
    "roadmaps:new_case": Route({"GET": P.MANAGE_CASES, "POST": P.MANAGE_CASES}),
    "roadmaps:case": Route({"GET": P.VIEW_CASES}, {"pk": "case"}),
    "roadmaps:move_case": Route(
        {"POST": P.VIEW_CASES}, {"pk": "case"}, fixed={"act": "interim"}, row_need=P.MANAGE_CASES
    ),
    "roadmaps:pause_case": _form(P.MANAGE_CASES, pk="case"),
    "roadmaps:resume_case": _form(P.MANAGE_CASES, pk="case"),
    "roadmaps:stop_case": _form(P.MANAGE_CASES, pk="case"),
    "roadmaps:reopen_case": _form(P.DECIDE_EXIT, pk="case"),
    "roadmaps:transfer_case": _form(P.MANAGE_CASES, pk="case"),
    "roadmaps:choose_format": _form(P.MANAGE_CASES, pk="case"),
    "roadmaps:assign": Route(
        {"GET": P.MANAGE_CASES, "POST": P.MANAGE_CASES},
        {"pk": "case"},
        fixed={"role": "coordinator"},
        sight=P.VIEW_CASES,
    ),
    "roadmaps:new_deficit": _form(P.MANAGE_CASES, pk="case"),
    "roadmaps:remove_deficit": _act(P.MANAGE_CASES, pk="deficit"),
    "roadmaps:set_risk": _form(P.MANAGE_CASES, pk="case"),
    "roadmaps:verify_risk": Route(
        {"GET": P.VIEW_CASES, "POST": P.VIEW_CASES}, {"pk": "risk"}, row_need=P.REVIEW_ROADMAPS
    ),
    "roadmaps:choose_risk": Route({"POST": P.VIEW_CASES}, {"pk": "risk"}, row_need=P.REVIEW_ROADMAPS),
    "roadmaps:remove_risk": _act(P.MANAGE_CASES, pk="risk"),
    "roadmaps:plan_interview": _form(P.MANAGE_CASES, pk="case"),
    "roadmaps:minutes_next": Route({"GET": P.MANAGE_CASES}, {"pk": "case"}, sight=P.VIEW_CASES),
    "roadmaps:interview": Route({"GET": P.VIEW_CASES}, {"pk": "interview"}),
    "roadmaps:minutes": _form(P.MANAGE_CASES, pk="interview"),
    "roadmaps:cancel_interview": _form(P.MANAGE_CASES, pk="interview"),
    "roadmaps:mark_decision": _act(P.WRITE_CASE_NOTES, pk="decision"),
    "roadmaps:new_concern": _form(P.WRITE_CASE_NOTES, pk="case"),
    "roadmaps:concern": Route(
        {"GET": P.VIEW_CASES, "POST": P.VIEW_CASES},
        {"pk": "concern"},
        fixed={"act": "escalate"},
        row_need=P.MANAGE_CASES,
    ),
    "roadmaps:new_note": _form(P.WRITE_CASE_NOTES, pk="case"),
    "roadmaps:open_note": _act(P.READ_RESTRICTED_NOTES, pk="note"),
    "roadmaps:conclusion": Route(
        {"GET": P.CONCLUDE_CASES, "POST": P.CONCLUDE_CASES},
        {"pk": "case"},
        fixed={"kind": "interim"},
        sight=P.VIEW_CASES,
    ),
    "roadmaps:sign_conclusion": _act(P.CONCLUDE_CASES, pk="conclusion"),
    "roadmaps:unsign_conclusion": _form(P.CONCLUDE_CASES, pk="conclusion"),
    "roadmaps:decide_case": Route({"GET": P.DECIDE_EXIT}, {"pk": "case"}, sight=P.VIEW_CASES),
    "roadmaps:exit_case": _form(P.DECIDE_EXIT, pk="case"),
    "roadmaps:continue_case": _form(P.DECIDE_EXIT, pk="case"),
    "roadmaps:change_format": _form(P.DECIDE_EXIT, pk="case"),
    "roadmaps:applications": Route({"GET": P.VIEW_CASES}),
    "roadmaps:new_application": Route({"GET": P.APPLY_FOR_SUPPORT, "POST": P.APPLY_FOR_SUPPORT}),
    "roadmaps:application": Route({"GET": P.VIEW_CASES}, {"pk": "application"}),
    "roadmaps:accept_application": _act(P.MANAGE_CASES, pk="application"),
    "roadmaps:decline_application": _form(P.MANAGE_CASES, pk="application"),
    "roadmaps:withdraw_application": _act(P.APPLY_FOR_SUPPORT, pk="application"),
}

# --- roadmaps: editing ---
ROADMAPS: dict[str, Route] = {
    "roadmaps:roadmaps": Route({"GET": P.VIEW_ROADMAPS}),
    "roadmaps:export_roadmaps": Route({"GET": P.VIEW_ROADMAPS}),
    "roadmaps:create_city_roadmap": Route({"GET": P.EDIT_CITY_ROADMAP, "POST": P.EDIT_CITY_ROADMAP}),
    "roadmaps:create_roadmap": Route(
        {"GET": P.EDIT_ROADMAPS, "POST": P.EDIT_ROADMAPS}, {"case_pk": "case"}, sight=P.VIEW_CASES
    ),
    "roadmaps:roadmap": Route({"GET": P.VIEW_ROADMAPS}, {"pk": "roadmap"}),
    "roadmaps:roadmap_xlsx": Route({"GET": P.VIEW_ROADMAPS}, {"pk": "roadmap"}),
    "roadmaps:roadmap_history": Route({"GET": P.VIEW_ROADMAPS}, {"pk": "roadmap"}),
    "roadmaps:edit_roadmap": _plan("GET"),
    "roadmaps:roadmap_changes": _plan("GET"),
    "roadmaps:save_cell": _plan("POST", table="measure", row="{measure}", field="title", value="Новый текст"),
    "roadmaps:add_row": _plan("POST", table="measure", key="{measure_key}"),
    "roadmaps:move_row": _plan("POST", table="measure", row="{measure}"),
    "roadmaps:remove_row": _plan("POST", table="measure", row="{measure}"),
    "roadmaps:set_aims": _plan("POST", row="{measure}", base='{{"deficits": [], "risks": []}}'),
    "roadmaps:undo_edit": _plan("POST", edit="{edit}"),
    "roadmaps:paste_rows": _plan("GET", "POST", content="Мероприятие\tСрок"),
    "roadmaps:import_plan": _plan("GET", "POST"),
    "roadmaps:edit_measure": Route(
        {"GET": P.VIEW_ROADMAPS, "POST": P.VIEW_ROADMAPS}, {"pk": "measure"}, row_need=P.EDIT_ROADMAPS
    ),
}

# --- roadmaps: building and approval ---
APPROVAL: dict[str, Route] = {}

# --- measures, evidence, reviews ---
DOING: dict[str, Route] = {}

# --- calendar and the city board ---
CALENDAR: dict[str, Route] = {}

# --- annexes to work programmes and papers ---
PAPERS: dict[str, Route] = {}

ROAD: dict[str, Route] = {**CASES, **ROADMAPS, **APPROVAL, **DOING, **CALENDAR, **PAPERS}
