"""Addresses of the app."""

from django.urls import URLPattern, path

from roadmaps.views import (
    applications,
    case_acts,
    case_results,
    cases,
    corrections,
    doses,
    editor,
    evidence,
    importing,
    measure_acts,
    measure_form,
    measures,
    opening,
    profile,
    reviews,
    roadmaps,
    talks,
)

app_name = "roadmaps"

# --- support cases ---
CASES: list[URLPattern] = [
    path("cases/", cases.index, name="cases"),
    path("cases/export/", cases.export, name="cases_export"),
    path("cases/open/", opening.open_by_list, name="open_cases"),
    path("cases/new/", opening.open_one, name="new_case"),
    path("cases/<int:pk>/", cases.detail, name="case"),
    path("cases/<int:pk>/move/<slug:act>/", case_acts.move, name="move_case"),
    path("cases/<int:pk>/pause/", case_acts.pause, name="pause_case"),
    path("cases/<int:pk>/resume/", case_acts.resume, name="resume_case"),
    path("cases/<int:pk>/stop/", case_acts.stop, name="stop_case"),
    path("cases/<int:pk>/reopen/", case_acts.reopen, name="reopen_case"),
    path("cases/<int:pk>/transfer/", case_acts.transfer, name="transfer_case"),
    path("cases/<int:pk>/format/", case_acts.support_format, name="choose_format"),
    path("cases/<int:pk>/people/<slug:role>/", case_acts.assignment, name="assign"),
    path("cases/<int:pk>/deficits/new/", profile.new_deficit, name="new_deficit"),
    path("cases/deficits/<int:pk>/remove/", profile.remove_deficit, name="remove_deficit"),
    path("cases/<int:pk>/risks/", profile.risk, name="set_risk"),
    path("cases/risks/<int:pk>/verify/", profile.verify, name="verify_risk"),
    path("cases/risks/<int:pk>/choose/", profile.choose, name="choose_risk"),
    path("cases/risks/<int:pk>/remove/", profile.remove_risk, name="remove_risk"),
    path("cases/<int:pk>/interviews/new/", talks.plan, name="plan_interview"),
    path("cases/<int:pk>/interviews/minutes/", talks.minutes_next, name="minutes_next"),
    path("cases/interviews/<int:pk>/", talks.interview, name="interview"),
    path("cases/interviews/<int:pk>/minutes/", talks.minutes, name="minutes"),
    path("cases/interviews/<int:pk>/cancel/", talks.cancel, name="cancel_interview"),
    path("cases/decisions/<int:pk>/", talks.decision, name="mark_decision"),
    path("cases/<int:pk>/concerns/new/", talks.new_concern, name="new_concern"),
    path("cases/concerns/<int:pk>/<slug:act>/", talks.concern, name="concern"),
    path("cases/<int:pk>/notes/new/", talks.new_note, name="new_note"),
    path("cases/notes/<int:pk>/open/", talks.note, name="open_note"),
    path("cases/<int:pk>/conclusions/<slug:kind>/", case_results.conclusion, name="conclusion"),
    path("cases/conclusions/<int:pk>/sign/", case_results.sign, name="sign_conclusion"),
    path("cases/conclusions/<int:pk>/unsign/", case_results.unsign, name="unsign_conclusion"),
    path("cases/<int:pk>/ending/", case_results.decide, name="decide_case"),
    path("cases/<int:pk>/ending/exit/", case_results.leave, name="exit_case"),
    path("cases/<int:pk>/ending/continue/", case_results.go_on, name="continue_case"),
    path("cases/<int:pk>/ending/format/", case_results.other_format, name="change_format"),
    path("applications/", applications.index, name="applications"),
    path("applications/new/", applications.create, name="new_application"),
    path("applications/<int:pk>/", applications.detail, name="application"),
    path("applications/<int:pk>/accept/", applications.accept, name="accept_application"),
    path("applications/<int:pk>/decline/", applications.decline, name="decline_application"),
    path("applications/<int:pk>/withdraw/", applications.withdraw, name="withdraw_application"),
]

# --- roadmaps: editing ---
ROADMAPS: list[URLPattern] = [
    path("roadmaps/", roadmaps.index, name="roadmaps"),
    path("roadmaps/export/", roadmaps.export, name="export_roadmaps"),
    path("roadmaps/new/", roadmaps.create_city, name="create_city_roadmap"),
    path("roadmaps/new/<int:case_pk>/", roadmaps.create_for_school, name="create_roadmap"),
    path("roadmaps/<int:pk>/", roadmaps.detail, name="roadmap"),
    path("roadmaps/<int:pk>/xlsx/", roadmaps.export_plan, name="roadmap_xlsx"),
    path("roadmaps/<int:pk>/history/", editor.history, name="roadmap_history"),
    path("roadmaps/<int:pk>/edit/", editor.page, name="edit_roadmap"),
    path("roadmaps/<int:pk>/changes/", editor.changes, name="roadmap_changes"),
    path("roadmaps/<int:pk>/cells/", editor.save_cell, name="save_cell"),
    path("roadmaps/<int:pk>/rows/add/", editor.add_row, name="add_row"),
    path("roadmaps/<int:pk>/rows/move/", editor.move_row, name="move_row"),
    path("roadmaps/<int:pk>/rows/remove/", editor.remove, name="remove_row"),
    path("roadmaps/<int:pk>/rows/aims/", editor.aims, name="set_aims"),
    path("roadmaps/<int:pk>/undo/", editor.undo_edit, name="undo_edit"),
    path("roadmaps/<int:pk>/paste/", importing.paste, name="paste_rows"),
    path("roadmaps/<int:pk>/import/", importing.import_plan, name="import_plan"),
    path("roadmaps/rows/<int:pk>/edit/", measure_form.edit, name="edit_measure"),
]

# --- roadmaps: building and approval ---
APPROVAL: list[URLPattern] = []

# --- measures, evidence, reviews ---
DOING: list[URLPattern] = [
    path("measures/", measures.index, name="measures"),
    path("measures/export/", measures.export, name="measures_export"),
    path("measures/bulk/", measure_acts.bulk, name="measures_bulk"),
    path("measures/mine/", measures.mine, name="my_measures"),
    path("measures/<int:pk>/", measures.detail, name="measure"),
    *(
        path(f"measures/<int:pk>/{act.replace('_', '-')}/", measure_acts.act, {"name": act}, name=f"measure_{act}")
        for act in measure_acts.ACTS
    ),
    path("measures/<int:pk>/evidence/", evidence.add, name="add_evidence"),
    path("measures/<int:pk>/evidence/reuse/", evidence.reuse, name="reuse_evidence"),
    path("evidence/", evidence.queue, name="evidence_queue"),
    path("evidence/<int:pk>/", evidence.detail, name="evidence"),
    path("evidence/<int:pk>/file/", evidence.download, name="evidence_file"),
    path("evidence/<int:pk>/accept/", evidence.accept, name="accept_evidence"),
    path("evidence/<int:pk>/reject/", evidence.reject, name="reject_evidence"),
    path("evidence/<int:pk>/replace/", evidence.replace, name="replace_evidence"),
    path("reviews/", reviews.queue, name="reviews"),
    path("reviews/regularity/", reviews.regularity, name="regularity"),
    path("reviews/regularity/export/", reviews.export, name="regularity_export"),
    path("reviews/start/<int:case_pk>/", reviews.start, name="start_review"),
    path("reviews/<int:pk>/", reviews.detail, name="review"),
    path("reviews/<int:pk>/edit/", reviews.edit, name="edit_review"),
    path("reviews/<int:pk>/autosave/", reviews.autosave, name="autosave_review"),
    path("reviews/<int:pk>/reopen/", reviews.reopen, name="reopen_review"),
    path("corrections/<int:pk>/answer/", corrections.answer, name="answer_correction"),
    path("corrections/<int:pk>/close/", corrections.close, name="close_correction"),
    path("corrections/<int:pk>/reopen/", corrections.reopen, name="reopen_correction"),
    path("corrections/<int:pk>/drop/", corrections.drop, name="drop_correction"),
    path("doses/", doses.city, name="doses"),
    path("doses/export/", doses.city_export, name="doses_export"),
    path("doses/of/<int:case_pk>/", doses.log, name="dose_log"),
    path("doses/of/<int:case_pk>/export/", doses.log_export, name="dose_log_export"),
    path("doses/of/<int:case_pk>/new/", doses.plan, name="plan_dose"),
    path("doses/<int:pk>/edit/", doses.edit, name="edit_dose"),
    path("doses/<int:pk>/deliver/", doses.deliver, name="deliver_dose"),
    path("doses/<int:pk>/cancel/", doses.cancel, name="cancel_dose"),
]

# --- calendar and the city board ---
CALENDAR: list[URLPattern] = []

# --- annexes to work programmes and papers ---
PAPERS: list[URLPattern] = []

urlpatterns = [*CASES, *ROADMAPS, *APPROVAL, *DOING, *CALENDAR, *PAPERS]
