"""The table for the road's pages: cases, roadmaps, measures, reviews, calendar, annexes, papers."""

from shnor_portal.accounts.permissions import Permission as P
from shnor_portal.cabinet.access.needs import Route, Who


def _form(need: P, **rows: str) -> Route:
    """A form about a row of a case, and its sending: who sees the case sees the row."""
    return Route({"GET": need, "POST": need}, rows, sight=P.VIEW_CASES)


def _act(need: P, **rows: str) -> Route:
    """Something done with a row of a case by a form elsewhere."""
    return Route({"POST": need}, rows, sight=P.VIEW_CASES)


def _plan(*methods: str, **data: str) -> Route:
    """Writing in a school's roadmap: who sees it sees the page refused, the school's administration may write."""
    return Route(dict.fromkeys(methods, P.VIEW_ROADMAPS), {"pk": "roadmap"}, row_need=P.EDIT_ROADMAPS, data=data)


def _of_plan(methods: set[str], need: P) -> Route:
    """Something about a school's roadmap: who sees it knocks, and the editing permission that fits it lets in."""
    return Route(dict.fromkeys(sorted(methods), P.VIEW_ROADMAPS), {"pk": "roadmap"}, row_need=need)


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
APPROVAL: dict[str, Route] = {
    "roadmaps:queue": Route({"GET": P.VIEW_ROADMAPS}),
    "roadmaps:approve_many": Route({"POST": P.APPROVE_ROADMAPS}),
    "roadmaps:submit": _of_plan({"GET", "POST"}, P.EDIT_ROADMAPS),
    "roadmaps:withdraw": _of_plan({"POST"}, P.EDIT_ROADMAPS),
    "roadmaps:publish": _of_plan({"GET", "POST"}, P.EDIT_ROADMAPS),
    "roadmaps:return": Route({"POST": P.REVIEW_ROADMAPS}, {"pk": "roadmap"}, sight=P.VIEW_ROADMAPS),
    "roadmaps:agree": Route({"POST": P.REVIEW_ROADMAPS}, {"pk": "roadmap"}, sight=P.VIEW_ROADMAPS),
    "roadmaps:approve": Route({"POST": P.APPROVE_ROADMAPS}, {"pk": "roadmap"}, sight=P.VIEW_ROADMAPS),
    "roadmaps:reopen": Route(
        {"GET": P.APPROVE_ROADMAPS, "POST": P.APPROVE_ROADMAPS}, {"pk": "roadmap"}, sight=P.VIEW_ROADMAPS
    ),
    "roadmaps:confirm_site": Route({"POST": P.REVIEW_ROADMAPS}, {"pk": "roadmap"}, sight=P.VIEW_ROADMAPS),
    "roadmaps:remarks": Route({"GET": P.VIEW_ROADMAPS}, {"pk": "roadmap"}),
    "roadmaps:orphans": Route({"GET": P.VIEW_ROADMAPS}, {"pk": "roadmap"}),
    "roadmaps:submission": Route({"GET": P.VIEW_ROADMAPS}, {"pk": "submission"}),
    "roadmaps:likeness": Route({"GET": P.REVIEW_ROADMAPS}, {"pk": "submission"}, sight=P.VIEW_ROADMAPS),
    "roadmaps:new_remark": Route(
        {"GET": P.REVIEW_ROADMAPS, "POST": P.REVIEW_ROADMAPS}, {"pk": "submission"}, sight=P.VIEW_ROADMAPS
    ),
    "roadmaps:answer_remark": Route({"POST": P.EDIT_ROADMAPS}, {"pk": "remark"}, sight=P.VIEW_ROADMAPS),
    "roadmaps:close_remark": Route({"POST": P.REVIEW_ROADMAPS}, {"pk": "remark"}, sight=P.VIEW_ROADMAPS),
    "roadmaps:drop_remark": Route({"POST": P.REVIEW_ROADMAPS}, {"pk": "remark"}, sight=P.VIEW_ROADMAPS),
    "roadmaps:library": Route({"GET": P.VIEW_ROADMAPS}),
    "roadmaps:new_typical": Route({"GET": P.MANAGE_PROGRAMME, "POST": P.MANAGE_PROGRAMME}),
    "roadmaps:typical": Route(
        {"GET": P.MANAGE_PROGRAMME, "POST": P.MANAGE_PROGRAMME}, {"pk": "typical"}, sight=P.VIEW_ROADMAPS
    ),
    "roadmaps:take_typical": _of_plan({"GET", "POST"}, P.EDIT_ROADMAPS),
    "roadmaps:last_year": _of_plan({"GET", "POST"}, P.EDIT_ROADMAPS),
    "roadmaps:hand_over": _of_plan({"GET", "POST"}, P.EDIT_CITY_ROADMAP),
    "roadmaps:take_back": Route(
        {"GET": P.EDIT_CITY_ROADMAP, "POST": P.EDIT_CITY_ROADMAP}, {"pk": "measure"}, sight=P.VIEW_ROADMAPS
    ),
    "roadmaps:programmes": Route({"GET": P.VIEW_CASES}, {"pk": "case"}),
    "roadmaps:programme": Route({"GET": P.EDIT_ROADMAPS, "POST": P.EDIT_ROADMAPS}, {"pk": "risk"}, sight=P.VIEW_CASES),
}

# --- measures, evidence, reviews ---
_FORM = {"GET": P.VIEW_ROADMAPS, "POST": P.VIEW_ROADMAPS}
_POST = {"POST": P.VIEW_ROADMAPS}
_MEASURE, _EVIDENCE = {"pk": "measure"}, {"pk": "evidence"}


def _of_measure(need: P, *acts: str) -> dict[str, Route]:
    """Acts on a measure: who sees the plan finds the row, the need says who may."""
    return {f"roadmaps:measure_{act}": Route(_FORM, _MEASURE, row_need=need) for act in acts}


def _of_review(need: P, name: str, *names: str) -> dict[str, Route]:
    """Acts on a row of a review or of the dose log, by a form elsewhere."""
    return {f"roadmaps:{each}": Route({"POST": need}, {"pk": name}, sight=P.VIEW_CASES) for each in names}


DOING: dict[str, Route] = {
    "roadmaps:measures": Route({"GET": P.VIEW_ROADMAPS}),
    "roadmaps:measures_export": Route({"GET": P.VIEW_ROADMAPS}),
    "roadmaps:measures_bulk": Route({"POST": P.CHECK_EVIDENCE}),
    "roadmaps:my_measures": Route({"GET": P.REPORT_PROGRESS}),
    "roadmaps:measure": Route({"GET": P.VIEW_ROADMAPS}, _MEASURE),
    **_of_measure(P.REPORT_PROGRESS, "start", "finish", "report_turn", "note", "take_back"),
    **_of_measure(P.CHECK_EVIDENCE, "confirm", "return"),
    **_of_measure(P.OVERRIDE_MEASURES, "cancel", "restore", "override_confirm"),
    "roadmaps:measure_move_term": Route(_FORM, _MEASURE, row_any=frozenset({P.REPORT_PROGRESS, P.REVIEW_ROADMAPS})),
    "roadmaps:add_evidence": Route(_POST, _MEASURE, row_need=P.REPORT_PROGRESS),
    "roadmaps:reuse_evidence": Route(_POST, _MEASURE, row_need=P.REPORT_PROGRESS, data={"evidence": "{evidence}"}),
    "roadmaps:evidence_queue": Route({"GET": P.CHECK_EVIDENCE}),
    "roadmaps:evidence": Route({"GET": P.VIEW_ROADMAPS}, _EVIDENCE),
    "roadmaps:evidence_file": Route({"GET": P.VIEW_ROADMAPS}, _EVIDENCE),
    "roadmaps:accept_evidence": Route({"POST": P.CHECK_EVIDENCE}, _EVIDENCE),
    "roadmaps:reject_evidence": Route({"POST": P.CHECK_EVIDENCE}, _EVIDENCE, data={"reason_code": "unreadable"}),
    "roadmaps:replace_evidence": Route(_POST, _EVIDENCE, row_need=P.REPORT_PROGRESS),
    "roadmaps:reviews": Route({"GET": P.CONDUCT_REVIEWS}),
    "roadmaps:regularity": Route({"GET": P.VIEW_CASES}),
    "roadmaps:regularity_export": Route({"GET": P.VIEW_CASES}),
    "roadmaps:start_review": Route({"POST": P.CONDUCT_REVIEWS}, {"case_pk": "case"}, data={"month": "2020-12"}),
    "roadmaps:review": Route({"GET": P.VIEW_CASES}, {"pk": "review"}),
    "roadmaps:edit_review": _form(P.CONDUCT_REVIEWS, pk="review"),
    **_of_review(P.CONDUCT_REVIEWS, "review", "autosave_review", "reopen_review"),
    **_of_review(P.REPORT_PROGRESS, "correction", "answer_correction"),
    **_of_review(P.CONDUCT_REVIEWS, "correction", "close_correction", "reopen_correction", "drop_correction"),
    "roadmaps:doses": Route({"GET": P.VIEW_CASES}),
    "roadmaps:doses_export": Route({"GET": P.VIEW_CASES}),
    "roadmaps:dose_log": Route({"GET": P.VIEW_CASES}, {"case_pk": "case"}),
    "roadmaps:dose_log_export": Route({"GET": P.VIEW_CASES}, {"case_pk": "case"}),
    "roadmaps:plan_dose": _form(P.CHECK_EVIDENCE, case_pk="case"),
    "roadmaps:edit_dose": _form(P.CHECK_EVIDENCE, pk="dose"),
    "roadmaps:deliver_dose": _form(P.CHECK_EVIDENCE, pk="dose"),
    "roadmaps:cancel_dose": _form(P.CHECK_EVIDENCE, pk="dose"),
}

# --- calendar and the city board ---
CALENDAR: dict[str, Route] = {
    "roadmaps:calendar": Route({"GET": P.VIEW_CALENDAR}),
    "roadmaps:calendar_export": Route({"GET": P.VIEW_CALENDAR}),
    "roadmaps:tick_obligation": Route({"POST": P.VIEW_CALENDAR}),
    "roadmaps:untick_obligation": Route({"POST": P.VIEW_CALENDAR}),
    "roadmaps:feeds": Route({"GET": P.VIEW_CALENDAR}),
    "roadmaps:new_feed": Route({"POST": P.VIEW_CALENDAR}, data={"title": "Телефон"}),
    "roadmaps:revoke_feed": Route({"POST": P.VIEW_CALENDAR}, {"pk": "feed"}, seen_by=frozenset()),
    "roadmaps:feed": Route({"GET": Who.ANYONE}, {"key": "feed_key"}),
    "roadmaps:programme": Route({"GET": P.MANAGE_PROGRAMME}),
    "roadmaps:programme_settings": Route({"GET": P.MANAGE_PROGRAMME, "POST": P.MANAGE_PROGRAMME}),
    "roadmaps:new_obligation": Route({"GET": P.MANAGE_PROGRAMME, "POST": P.MANAGE_PROGRAMME}),
    "roadmaps:edit_obligation": Route({"GET": P.MANAGE_PROGRAMME, "POST": P.MANAGE_PROGRAMME}, {"pk": "obligation"}),
    "roadmaps:switch_obligation": Route({"POST": P.MANAGE_PROGRAMME}, {"pk": "obligation"}),
    "roadmaps:restore_obligations": Route({"POST": P.MANAGE_PROGRAMME}),
    "roadmaps:board": Route({"GET": P.VIEW_CASES}),
    "roadmaps:board_export": Route({"GET": P.VIEW_CASES}),
    "roadmaps:board_act": Route({"POST": P.MANAGE_CASES}),
    "roadmaps:timeline": Route({"GET": P.VIEW_ROADMAPS}, {"pk": "roadmap"}),
}

# --- annexes to work programmes and papers ---
_PAPER = {"subject": "roadmap"}
PAPERS: dict[str, Route] = {
    "roadmaps:annexes": Route({"GET": P.VIEW_ANNEXES}),
    "roadmaps:annexes_export": Route({"GET": P.VIEW_ANNEXES}),
    "roadmaps:annex_summary": Route({"GET": P.VIEW_ANNEXES}),
    "roadmaps:annex_summary_export": Route({"GET": P.VIEW_ANNEXES}),
    "roadmaps:new_annex": Route({"GET": P.APPROVE_ANNEXES, "POST": P.APPROVE_ANNEXES}),
    "roadmaps:annex": Route({"GET": P.VIEW_ANNEXES}, {"pk": "annex"}),
    "roadmaps:edit_annex": Route({"GET": P.WRITE_ANNEXES, "POST": P.WRITE_ANNEXES}, {"pk": "annex"}),
    "roadmaps:annex_readers": Route({"GET": P.APPROVE_ANNEXES, "POST": P.APPROVE_ANNEXES}, {"pk": "annex"}),
    "roadmaps:send_annex": Route({"POST": P.WRITE_ANNEXES}, {"pk": "annex"}),
    "roadmaps:decline_annex": Route({"POST": P.WRITE_ANNEXES}, {"pk": "annex"}),
    "roadmaps:take_up_annex": Route({"POST": P.WRITE_ANNEXES}, {"pk": "annex"}),
    "roadmaps:pass_annex_deputy": Route({"GET": P.WRITE_ANNEXES, "POST": P.WRITE_ANNEXES}, {"pk": "annex"}),
    "roadmaps:pass_annex_head": Route({"GET": P.WRITE_ANNEXES, "POST": P.WRITE_ANNEXES}, {"pk": "annex"}),
    "roadmaps:return_annex": Route({"GET": P.WRITE_ANNEXES, "POST": P.WRITE_ANNEXES}, {"pk": "annex"}),
    "roadmaps:approve_annex": Route({"POST": P.APPROVE_ANNEXES}, {"pk": "annex"}),
    "roadmaps:publish_annex": Route({"GET": P.APPROVE_ANNEXES, "POST": P.APPROVE_ANNEXES}, {"pk": "annex"}),
    "roadmaps:pupil_routes": Route({"GET": P.VIEW_ANNEXES}),
    "roadmaps:pupil_routes_export": Route({"GET": P.VIEW_ANNEXES}),
    "roadmaps:new_pupil_routes": Route({"GET": P.REPORT_PROGRESS, "POST": P.REPORT_PROGRESS}),
    "roadmaps:edit_pupil_routes": Route(
        {"GET": P.REPORT_PROGRESS, "POST": P.REPORT_PROGRESS}, {"pk": "routes"}, sight=P.VIEW_ANNEXES
    ),
    "roadmaps:paper": Route({"GET": Who.SIGNED_IN}, {"pk": "paper"}, sight=P.VIEW_ROADMAPS),
    "roadmaps:abbreviations": Route(
        {"GET": P.VIEW_ROADMAPS, "POST": P.VIEW_ROADMAPS}, {"pk": "roadmap"}, row_need=P.EDIT_ROADMAPS
    ),
    "roadmaps:papers": Route({"GET": Who.SIGNED_IN}, {"pk": "roadmap"}, fixed=_PAPER, sight=P.VIEW_ROADMAPS),
    "roadmaps:paper_preview": Route(
        {"GET": Who.SIGNED_IN}, {"pk": "roadmap"}, fixed={**_PAPER, "form": "city"}, sight=P.VIEW_ROADMAPS
    ),
    "roadmaps:paper_word": Route(
        {"GET": Who.SIGNED_IN}, {"pk": "roadmap"}, fixed={**_PAPER, "form": "city"}, sight=P.VIEW_ROADMAPS
    ),
    "roadmaps:make_paper": Route(
        {"POST": Who.SIGNED_IN}, {"pk": "roadmap"}, fixed={**_PAPER, "form": "city"}, sight=P.VIEW_ROADMAPS
    ),
}

ROAD: dict[str, Route] = {**CASES, **ROADMAPS, **APPROVAL, **DOING, **CALENDAR, **PAPERS}
