"""A case through its year: guards, pause, format of a second year, ways out, transfer, following the roadmap."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from diagnostics.enums import SchoolVerdict
from roadmaps.enums import CaseOutcome, CaseStage
from roadmaps.models import SupportCase
from roadmaps.selectors.pauses import pauses_of
from roadmaps.services.case_endings import reopen_case, stop_case, transfer_case
from roadmaps.services.case_moves import choose_format, move_case, pause_case, resume_case
from roadmaps.services.case_progress import follow_roadmap
from roadmaps.services.concerns import raise_concern
from roadmaps.services.exits import change_format, continue_case, exit_case
from roadmaps.services.notes import write_note
from roadmaps.signals import case_moved
from shnor_portal.audit.models import AuditEntry
from shnor_portal.notifications.models import Notification
from tests.factories import (
    CaseDeficitFactory,
    CaseFactory,
    CaseRiskFactory,
    RoadmapFactory,
    SchoolFactory,
    SupportFormatFactory,
)
from tests.roadmaps.cases.builders import code_of, concluded, engine_says, new_entry, new_list

pytestmark = pytest.mark.django_db


def at(school, stage, **fields):
    return CaseFactory(school=school, stage=stage, **fields)


def test_move_leaves_history_trail_and_signal(school, officer):
    case, heard = at(school, CaseStage.INTERVIEWED), []

    def listen(sender, case, act, by, **_):
        heard.append((case.pk, act, by))

    case_moved.connect(listen)
    try:
        moved = move_case(case_id=case.pk, act="diagnose", by=officer, version=case.version)
    finally:
        case_moved.disconnect(listen)
    event = case.events.get()
    assert (event.stage_from, event.stage_to, event.by) == ("interviewed", "diagnosis", officer)
    assert (moved.version, heard) == (case.version + 1, [(case.pk, "diagnose", officer)])
    assert AuditEntry.objects.get(action="case.diagnose").details["to"] == "diagnosis"


def test_stale_page_moves_nothing(school, officer):
    case = at(school, CaseStage.INTERVIEWED, version=4)
    assert code_of(move_case, case_id=case.pk, act="diagnose", by=officer, version=3) == "STALE"


def test_deficits_are_fixed_when_there_is_something_to_treat(school, officer):
    case = at(school, CaseStage.DIAGNOSIS)
    act = {"case_id": case.pk, "act": "fix_deficits", "by": officer}
    assert code_of(move_case, **act) == "NOTHING_FOUND"
    risk = CaseRiskFactory(case=case)
    assert code_of(move_case, **act) == "NOTHING_FOUND"
    risk.is_chosen = True
    risk.save()
    assert code_of(move_case, **act) == ""


def test_second_year_forces_the_choice_of_a_format(school, officer, school_admin):
    case = at(school, CaseStage.DEFICITS, years_in_row=2)
    plan = {"case_id": case.pk, "act": "plan", "by": school_admin}
    assert code_of(move_case, **plan) == "FORMAT_REQUIRED"
    chosen = SupportFormatFactory(municipality=case.municipality, for_second_year=True)
    choice = {"case_id": case.pk, "support_format_id": chosen.pk, "by": officer}
    assert code_of(choose_format, reason=" ", **choice) == "REASON_REQUIRED"
    choose_format(reason="Прошлый план выполнен, показатели прежние", **choice)
    assert code_of(move_case, **plan) == ""


def test_format_of_another_city_is_unknown(school, officer, other_city):
    foreign = SupportFormatFactory(municipality=other_city)
    case = at(school, CaseStage.DEFICITS)
    choice = {"case_id": case.pk, "support_format_id": foreign.pk, "reason": "Так решили", "by": officer}
    assert code_of(choose_format, **choice) == "FORMAT_UNKNOWN"


def test_implementation_begins_with_a_roadmap_in_force(school, officer):
    case = at(school, CaseStage.PLANNING)
    act = {"case_id": case.pk, "act": "implement", "by": officer}
    assert code_of(move_case, **act) == "ROADMAP_NOT_IN_FORCE"
    roadmap = RoadmapFactory(case=case, state="agreed")
    assert code_of(move_case, **act) == "ROADMAP_NOT_IN_FORCE"
    assert follow_roadmap(roadmap, officer) is None
    roadmap.state = "approved"
    roadmap.save()
    assert follow_roadmap(roadmap, officer).stage == CaseStage.IMPLEMENTATION
    assert follow_roadmap(roadmap, officer) is None


def test_paused_case_is_read_only_and_tells_how_long_it_stood(school, officer, school_admin):
    case = at(school, CaseStage.IMPLEMENTATION)
    pause_case(case_id=case.pk, reason_code="repair", comment="До апреля", by=officer)
    assert code_of(move_case, case_id=case.pk, act="interim", by=officer) == "CASE_PAUSED"
    assert code_of(raise_concern, case_id=case.pk, text="Вопрос", by=school_admin) == "CASE_PAUSED"
    assert code_of(write_note, case_id=case.pk, text="Заметка", is_restricted=False, by=officer) == "CASE_PAUSED"
    assert code_of(pause_case, case_id=case.pk, reason_code="repair", comment="", by=officer) == "CASE_PAUSED"
    SupportCase.objects.update(paused_at=timezone.now() - timedelta(days=12))
    resumed, days = resume_case(case_id=case.pk, by=officer)
    assert (resumed.is_paused, days) == (False, 12)
    assert "12 дней" in case.events.last().text
    assert code_of(resume_case, case_id=case.pk, by=officer) == "NOT_PAUSED"
    (pause,) = pauses_of([case.pk])[case.pk]
    assert pause[1] is not None
    assert Notification.objects.filter(kind="case_moved", recipient=school_admin).count() == 2


def test_reason_that_says_too_little_asks_for_words(school, officer):
    case = at(school, CaseStage.IMPLEMENTATION)
    assert code_of(stop_case, case_id=case.pk, reason_code="other", comment="", by=officer) == "REASON_REQUIRED"
    stopped = stop_case(case_id=case.pk, reason_code="excluded_from_list", comment="", by=officer)
    assert (stopped.outcome, stopped.closed_from) == (CaseOutcome.STOPPED, CaseStage.IMPLEMENTATION)
    assert stopped.closed_reason == "Школа исключена из перечня"


def test_reopening_leads_back_to_where_it_was_closed_and_keeps_the_history(school, officer):
    case = at(school, CaseStage.FINAL)
    stop_case(case_id=case.pk, reason_code="wrong_ground", comment="", by=officer)
    again = reopen_case(case_id=case.pk, reason_code="wrong_closing", comment="", by=officer)
    assert (again.stage, again.outcome, again.closed_on) == (CaseStage.FINAL, "", None)
    assert [event.act for event in case.events.all()] == ["stop", "reopen"]


@pytest.mark.parametrize(
    ("verdict", "is_included", "code"),
    [
        (SchoolVerdict.NOT_LISTED, False, ""),
        (SchoolVerdict.NOT_LISTED, True, "EXIT_NEEDS_ENGINE"),
        (SchoolVerdict.LISTED, True, "EXIT_NEEDS_ENGINE"),
        (SchoolVerdict.LISTED, False, "EXIT_NEEDS_ENGINE"),
        (SchoolVerdict.UNKNOWN, False, "EXIT_NEEDS_ENGINE"),
        (SchoolVerdict.EXCLUDED, False, "EXIT_NEEDS_ENGINE"),
    ],
)
def test_exit_rests_on_a_run_that_does_not_list_the_school(school, head, verdict, is_included, code):
    case = at(school, CaseStage.EXPERTISE)
    concluded(case, head)
    engine_says(case, verdict, is_included=is_included)
    assert code_of(exit_case, case_id=case.pk, reason="", by=head) == code


def test_exit_without_a_run_or_by_a_list_from_an_order_is_refused(school, head):
    case = at(school, CaseStage.EXPERTISE)
    concluded(case, head)
    assert code_of(exit_case, case_id=case.pk, reason="", by=head) == "EXIT_NEEDS_ENGINE"
    new_entry(new_list(case.municipality, year=2021), school, verdict=SchoolVerdict.NOT_LISTED)
    assert code_of(exit_case, case_id=case.pk, reason="", by=head) == "EXIT_NEEDS_ENGINE"


def test_exit_needs_a_signed_conclusion_that_recommends_it(school, head):
    case = at(school, CaseStage.EXPERTISE)
    engine_says(case)
    act = {"case_id": case.pk, "reason": "", "by": head}
    assert code_of(exit_case, **act) == "EXIT_NEEDS_CONCLUSION"
    conclusion = concluded(case, head, CaseOutcome.CONTINUE)
    assert code_of(exit_case, **act) == "EXIT_NEEDS_CONCLUSION"
    conclusion.recommendation, conclusion.signed_at = CaseOutcome.EXIT, None
    conclusion.save()
    assert code_of(exit_case, **act) == "EXIT_NEEDS_CONCLUSION"
    conclusion.signed_at = timezone.now()
    conclusion.save()
    left = exit_case(**act)
    assert (left.outcome, left.watch_year) == (CaseOutcome.EXIT, 2021)


def test_support_goes_on_in_a_linked_case(school, head, coordinator):
    case = at(school, CaseStage.EXPERTISE, years_in_row=1, coordinator=coordinator)
    case.assignments.create(municipality=case.municipality, role="coordinator", person=coordinator, since="2020-10-01")
    CaseDeficitFactory(case=case)
    following = continue_case(case_id=case.pk, reason="Показатели ещё низкие", by=head)
    assert (following.academic_year, following.previous, following.years_in_row) == (2021, case, 2)
    assert (following.coordinator, following.needs_format) == (coordinator, True)
    assert [one.procedure for one in following.deficits.all()] == ["OGE-9-MA"]
    assert case.deficits.count() == 1
    assert code_of(reopen_case, case_id=case.pk, reason_code="new_data", comment="", by=head) == "NEXT_YEAR_OPEN"


def test_case_that_the_next_list_opened_is_joined(school, head):
    case = at(school, CaseStage.EXPERTISE)
    opened = CaseFactory(school=school, academic_year=2021, stage=CaseStage.CANDIDATE, years_in_row=2)
    assert continue_case(case_id=case.pk, reason="Дальше", by=head) == opened
    opened.refresh_from_db()
    assert (opened.previous, SupportCase.objects.count()) == (case, 2)


def test_changed_format_begins_the_next_year(school, head):
    case = at(school, CaseStage.EXPERTISE)
    chosen = SupportFormatFactory(municipality=case.municipality)
    following = change_format(case_id=case.pk, support_format_id=chosen.pk, reason="Лечили не то", by=head)
    case.refresh_from_db()
    assert (following.support_format, following.format_reason) == (chosen, "Лечили не то")
    assert case.outcome == CaseOutcome.CHANGE_FORMAT


def test_transfer_opens_the_case_of_the_last_successor(city, officer):
    heir = SchoolFactory(municipality=city)
    middle = SchoolFactory(municipality=city, successor=heir, closed_on=date(2020, 12, 1))
    school = SchoolFactory(municipality=city, successor=middle, closed_on=date(2020, 11, 1))
    case = at(school, CaseStage.PLANNING, years_in_row=2)
    CaseDeficitFactory(case=case)
    target = transfer_case(case_id=case.pk, reason="Распоряжение № 5", by=officer)
    case.refresh_from_db()
    assert (target.school, target.previous, target.years_in_row) == (heir, case, 2)
    assert (target.stage, target.deficits.count()) == (CaseStage.CANDIDATE, 1)
    assert (case.outcome, case.is_closed) == (CaseOutcome.REORGANISED, True)


def test_transfer_joins_the_successors_own_case(city, officer):
    heir = SchoolFactory(municipality=city)
    school = SchoolFactory(municipality=city, successor=heir)
    own = at(heir, CaseStage.IMPLEMENTATION)
    CaseDeficitFactory(case=own)
    case = at(school, CaseStage.PLANNING)
    CaseDeficitFactory(case=case)
    CaseDeficitFactory(case=case, procedure="OGE-9-RU")
    assert transfer_case(case_id=case.pk, reason="Распоряжение", by=officer) == own
    own.refresh_from_db()
    assert (own.stage, own.previous) == (CaseStage.IMPLEMENTATION, case)
    assert sorted(one.procedure for one in own.deficits.all()) == ["OGE-9-MA", "OGE-9-RU"]


def test_transfer_without_a_successor_is_refused(school, officer):
    case = at(school, CaseStage.PLANNING)
    assert code_of(transfer_case, case_id=case.pk, reason="Распоряжение", by=officer) == "NO_SUCCESSOR"
