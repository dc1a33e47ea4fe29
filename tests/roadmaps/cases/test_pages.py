"""The pages: who sees what, what stays closed, constant queries, what survives a refusal, downloads."""

import io
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from roadmaps.enums import CaseStage
from roadmaps.models import CaseNote, Concern, Interview, SupportCase
from roadmaps.selectors.cases import late_cases
from roadmaps.selectors.programme import programme_of
from roadmaps.services.notes import write_note
from shnor_portal.accounts.permissions import Role
from shnor_portal.audit.models import AuditEntry
from tests.factories import (
    CaseDeficitFactory,
    CaseFactory,
    CaseRiskFactory,
    RiskFactorFactory,
    RoadmapFactory,
    SchoolFactory,
    SupportFormatFactory,
    make_user,
)
from tests.roadmaps.cases.builders import a_call, engine_says, new_entry, new_list

pytestmark = pytest.mark.django_db
SECRET = "Конфликт в коллективе"
TABS = ["", "?tab=talks", "?tab=results", "?tab=history", "?tab=nosuch"]


def seen_by(client, person, url):
    client.force_login(person)
    return client.get(url)


def text_of(response):
    return response.content.decode()


@pytest.fixture
def full(school, officer, curator):
    """A case with something of everything."""
    entry = new_entry(new_list(school.municipality), school, years=2)
    case = CaseFactory(school=school, entry=entry, stage=CaseStage.IMPLEMENTATION, years_in_row=2, coordinator=officer)
    fill(case, officer)
    return case


def fill(case, officer):
    CaseDeficitFactory(case=case)
    CaseRiskFactory(case=case)
    RoadmapFactory(case=case, state="approved")
    about = {"municipality": case.municipality, "case": case}
    interview = Interview.objects.create(planned_at=a_call().planned_at, state="held", **about)
    interview.decisions.create(position=1, text="Найти учителя", **about)
    Concern.objects.create(text="Нет учителя", raised_by=officer, **about)
    CaseNote.objects.create(text="Обычная", author=officer, **about)
    CaseNote.objects.create(text=SECRET, is_restricted=True, author=officer, **about)


@pytest.mark.parametrize("tab", TABS)
def test_case_page_opens_for_its_people_and_not_for_strangers(client, full, officer, head, school_admin, stranger, tab):
    url = reverse("roadmaps:case", args=[full.pk]) + tab
    neighbour = make_user(Role.SCHOOL_ADMIN, full.municipality, SchoolFactory(municipality=full.municipality))
    for person, status in ((officer, 200), (head, 200), (school_admin, 200), (neighbour, 404), (stranger, 404)):
        assert seen_by(client, person, url).status_code == status


def test_text_of_a_restricted_note_is_on_no_page_and_in_no_download(client, full, officer, school_admin):
    pages = [reverse("roadmaps:case", args=[full.pk]) + tab for tab in TABS]
    pages += [reverse("roadmaps:cases"), reverse("roadmaps:cases_export")]
    for person in (officer, school_admin):
        for url in pages:
            assert SECRET not in text_of_any(seen_by(client, person, url))
    shown = text_of(seen_by(client, school_admin, pages[1]))
    assert "Закрытая заметка" in shown
    assert str(officer) in shown
    assert "Открыть (будет записано)" not in shown


def text_of_any(response):
    if "spreadsheet" not in response["Content-Type"]:
        return text_of(response)
    return str(list(load_workbook(io.BytesIO(response.content)).active.values))


def test_restricted_note_opens_by_a_press_and_is_written_down(client, full, officer, school_admin):
    note = CaseNote.objects.get(is_restricted=True)
    url = reverse("roadmaps:open_note", args=[note.pk])
    client.force_login(school_admin)
    assert client.post(url).status_code == 403
    client.force_login(officer)
    assert client.get(url).status_code == 405
    assert SECRET in text_of(client.post(url))
    assert AuditEntry.objects.filter(action="case.note_opened").count() == 1


def test_one_primary_act_for_the_one_who_holds_the_case_and_whom_others_wait_for(client, school, officer, school_admin):
    case = CaseFactory(school=school, stage=CaseStage.INTERVIEWED)
    url = reverse("roadmaps:case", args=[case.pk])
    assert text_of(seen_by(client, officer, url)).count("btn-primary") == 1
    waiting = text_of(seen_by(client, school_admin, url))
    assert waiting.count("btn-primary") == 0
    assert "Ждём: управление образования" in waiting


def test_path_tells_what_is_done_what_is_now_and_the_roadmaps_own_state(client, school, officer):
    case = CaseFactory(school=school, stage=CaseStage.PLANNING)
    RoadmapFactory(case=case, state="submitted")
    client.force_login(officer)
    path = client.get(reverse("roadmaps:case", args=[case.pk])).context["path"]
    assert [stop.state for stop in path] == ["skipped", "skipped", "skipped", "skipped", "current", *["ahead"] * 5]
    assert (path[4].note, path[4].holder) == ("на рассмотрении", "куратор и управление")
    assert path[4].is_late


def test_stages_passed_are_done_and_a_paused_one_stands(client, school, officer):
    case = CaseFactory(school=school, stage=CaseStage.INTERVIEWED)
    client.force_login(officer)
    client.post(reverse("roadmaps:move_case", args=[case.pk, "diagnose"]))
    client.post(reverse("roadmaps:pause_case", args=[case.pk]), {"reason_code": "repair"})
    path = client.get(reverse("roadmaps:case", args=[case.pk])).context["path"]
    assert [stop.state for stop in path][1:4] == ["done", "paused", "ahead"]
    assert path[2].holder == ""


def test_list_takes_a_constant_number_of_queries(client, city, officer):
    client.force_login(officer)
    url = reverse("roadmaps:cases")
    cost = []
    for count in (1, 20):
        for school in SchoolFactory.create_batch(count, municipality=city):
            fill(CaseFactory(school=school), officer)
        cost.append(cost_of(client, url))
    assert cost[0] == cost[1]


@pytest.mark.parametrize("tab", TABS[:4])
def test_case_page_takes_a_constant_number_of_queries(client, school, officer, tab):
    case = CaseFactory(school=school)
    client.force_login(officer)
    fill(case, officer)
    url = reverse("roadmaps:case", args=[case.pk]) + tab
    before = cost_of(client, url)
    for procedure in ("OGE-9-RU", "VPR-6-MA", "VPR-5-RU"):
        CaseDeficitFactory(case=case, procedure=procedure)
        CaseRiskFactory(case=case)
        Concern.objects.create(municipality=case.municipality, case=case, text="Ещё", raised_by=officer)
        write_note(case_id=case.pk, text="Ещё", is_restricted=False, by=officer)
    assert cost_of(client, url) == before


def cost_of(client, url):
    """How many queries a page takes."""
    with CaptureQueriesContext(connection) as counted:
        assert client.get(url).status_code == 200
    return len(counted)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"первая", "вторая", "третья"}),
        ("?q=ВТОР", {"вторая"}),
        ("?stage=diagnosis", {"вторая"}),
        ("?standing=second_year", {"третья"}),
        ("?standing=no_format", {"третья"}),
        ("?standing=paused", {"первая"}),
        ("?rag=red", {"вторая"}),
        ("?rag=none", {"первая", "третья"}),
        ("?late=on", {"вторая", "третья"}),
        ("?year=2019", {"прошлая"}),
    ],
)
def test_list_is_filtered_and_downloaded_alike(client, city, officer, query, found):
    def put(name, **fields):
        return CaseFactory(school=SchoolFactory(municipality=city, name=name), **fields)

    put("первая", paused_at="2020-11-01T00:00Z", pause_reason="Ремонт")
    put("вторая", stage=CaseStage.DIAGNOSIS, rag="red")
    put("третья", years_in_row=2)
    put("прошлая", academic_year=2019)
    client.force_login(officer)
    page = client.get(reverse("roadmaps:cases") + query)
    assert {row.case.school.name for row in page.context["rows"]} == found
    book = load_workbook(io.BytesIO(client.get(reverse("roadmaps:cases_export") + query).content))
    assert {row[0] for row in list(book.active.values)[1:]} == found


def test_school_sees_its_own_case_alone(client, city, school, school_admin):
    CaseFactory(school=school)
    CaseFactory(school=SchoolFactory(municipality=city))
    rows = seen_by(client, school_admin, reverse("roadmaps:cases")).context["rows"]
    assert [row.case.school for row in rows] == [school]


def test_preview_of_a_list_says_who_enters_and_opening_brings_them_in(client, city, school, officer):
    risk_list = new_list(city)
    new_entry(risk_list, school)
    other = SchoolFactory(municipality=city)
    new_entry(risk_list, other)
    CaseFactory(school=other)
    client.force_login(officer)
    url = reverse("roadmaps:open_cases")
    page = client.get(url)
    assert (page.context["entering"], len(page.context["candidates"])) == (1, 2)
    assert client.post(url, {"risk_list": risk_list.pk}).status_code == 302
    assert SupportCase.objects.get(school=school).deficits.count() == 1


def test_double_click_opens_one_case(client, school, officer):
    client.force_login(officer)
    form = {"school": school.pk, "academic_year": 2026, "reason": "Протокол", "nonce": "one"}
    answers = [client.post(reverse("roadmaps:new_case"), form) for _ in range(2)]
    assert [one.status_code for one in answers] == [302, 302]
    assert SupportCase.objects.count() == 1


def test_stale_form_keeps_what_was_typed_and_the_second_press_counts(client, school, officer):
    case = CaseFactory(school=school, version=5)
    chosen = SupportFormatFactory(municipality=case.municipality)
    client.force_login(officer)
    url = reverse("roadmaps:choose_format", args=[case.pk])
    page = client.post(url, {"support_format": chosen.pk, "reason": "Долго писали", "version": 4})
    assert page.status_code == 409
    assert "Долго писали" in text_of(page)
    again = {"support_format": chosen.pk, "reason": "Долго писали", "version": page.context["form"]["version"].value()}
    assert client.post(url, again).status_code == 302


def test_declined_move_says_why_on_the_page_of_the_case(client, school, officer):
    case = CaseFactory(school=school, stage=CaseStage.DIAGNOSIS)
    client.force_login(officer)
    page = client.post(reverse("roadmaps:move_case", args=[case.pk, "fix_deficits"]))
    assert page.status_code == 409
    assert "NOTHING_FOUND" in text_of(page)


def test_interview_by_the_pages_from_the_call_to_the_decisions(client, school, officer, school_admin):
    case = CaseFactory(school=school, stage=CaseStage.CANDIDATE)
    client.force_login(officer)
    plan = reverse("roadmaps:plan_interview", args=[case.pk])
    call = client.get(plan).context["form"].initial
    form = {"topic": "entry", "planned_at": "2020-09-15T10:00", "agenda": "\n".join(call["agenda"]), "version": 1}
    assert client.post(plan, form).status_code == 302
    interview = Interview.objects.get()
    assert interview.planned_at.astimezone(case.municipality.zone).hour == 10
    rows = {
        "decisions-TOTAL_FORMS": 3,
        "decisions-INITIAL_FORMS": 0,
        "decisions-0-text": "Найти учителя",
        "decisions-0-due_on": "2020-10-01",
        "decisions-1-text": "Лишнее",
        "decisions-1-DELETE": "on",
    }
    minutes = {"held_on": "2020-09-15", "heard": "Заслушали", "problem_points": "Первая\nВторая", "version": 1}
    assert client.post(reverse("roadmaps:minutes", args=[interview.pk]), {**minutes, **rows}).status_code == 302
    decision = interview.decisions.get()
    assert (decision.text, str(decision.due_on)) == ("Найти учителя", "2020-10-01")
    client.force_login(school_admin)
    assert "Первая" in text_of(client.get(reverse("roadmaps:interview", args=[interview.pk])))
    client.post(reverse("roadmaps:mark_decision", args=[decision.pk]), {"done": "true"})
    decision.refresh_from_db()
    assert decision.done_on is not None


def test_decision_without_words_is_sent_back(client, school, officer):
    case = CaseFactory(school=school, stage=CaseStage.INTERVIEW_PLANNED)
    interview = Interview.objects.create(municipality=case.municipality, case=case, planned_at=a_call().planned_at)
    client.force_login(officer)
    rows = {"decisions-TOTAL_FORMS": 1, "decisions-INITIAL_FORMS": 0, "decisions-0-responsible": "Директор"}
    form = {"held_on": "2020-09-15", "heard": "Заслушали", **rows}
    page = client.post(reverse("roadmaps:minutes", args=[interview.pk]), form)
    assert page.status_code == 400
    assert "Напишите, что решили." in text_of(page)


def test_application_goes_from_the_school_to_the_case(client, school, school_admin, officer):
    client.force_login(school_admin)
    form = {
        "school": school.pk,
        "academic_year": client.get(reverse("roadmaps:new_application")).context["form"].initial["academic_year"],
        "problems": "Не хватает учителей",
        "problem_areas": ["staff"],
        "requested_support": ["staff_help"],
        "contact_name": "Завуч",
        "contact": "почта школы",
        "nonce": "one",
    }
    answer = client.post(reverse("roadmaps:new_application"), form)
    assert answer.status_code == 302
    assert client.post(reverse("roadmaps:new_application"), form).url == answer.url
    shown = text_of(seen_by(client, officer, answer.url))
    assert "Нехватка учителей и специалистов" in shown
    accepted = client.post(answer.url + "accept/")
    assert accepted.url == reverse("roadmaps:case", args=[SupportCase.objects.get().pk])


def test_year_ends_by_the_pages(client, school, head, coordinator):
    case = CaseFactory(school=school, stage=CaseStage.FINAL)
    client.force_login(coordinator)
    written = client.post(
        reverse("roadmaps:conclusion", args=[case.pk, "final"]), {"text": "Стало лучше", "recommendation": "exit"}
    )
    assert written.status_code == 302
    conclusion = case.conclusions.get()
    client.post(reverse("roadmaps:sign_conclusion", args=[conclusion.pk]), {"version": conclusion.version})
    client.post(reverse("roadmaps:move_case", args=[case.pk, "examine"]))
    client.force_login(head)
    decide = reverse("roadmaps:decide_case", args=[case.pk])
    assert not client.get(decide).context["can_exit"]
    engine_says(case)
    assert client.get(decide).context["can_exit"]
    assert client.post(reverse("roadmaps:exit_case", args=[case.pk]), {"reason": "Решение совета"}).status_code == 302
    shown = text_of(client.get(reverse("roadmaps:case", args=[case.pk])))
    assert "Школа под наблюдением в 2021/2022 учебном году." in shown
    CaseFactory(school=school, academic_year=2021, previous=case)
    assert "снова вошла в программу" in text_of(client.get(reverse("roadmaps:case", args=[case.pk])))


@pytest.mark.parametrize(
    "name", ["pause_case", "resume_case", "stop_case", "transfer_case", "choose_format", "new_deficit", "set_risk"]
)
def test_forms_of_acts_open(client, school, officer, name):
    RiskFactorFactory(municipality=school.municipality)
    SupportFormatFactory(municipality=school.municipality, for_second_year=True)
    case = CaseFactory(school=school)
    client.force_login(officer)
    assert client.get(reverse(f"roadmaps:{name}", args=[case.pk])).status_code == 200


MARK = "⟦no such variable: %s⟧"


@pytest.fixture
def telling(settings):
    """A template that prints what nobody gave leaves a mark on the page."""
    options = {**settings.TEMPLATES[0]["OPTIONS"], "string_if_invalid": MARK}
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "OPTIONS": options}]


def test_pages_print_only_what_they_were_given(client, telling, full, officer, head, school_admin):
    interview, on_case = Interview.objects.get(), [full.pk]
    concern, risk = Concern.objects.get(), full.risks.get()
    pages = [reverse("roadmaps:case", args=on_case) + tab for tab in TABS]
    pages += [reverse(f"roadmaps:{name}") for name in ("cases", "open_cases", "new_case", "applications")]
    pages += [
        reverse(f"roadmaps:{name}", args=on_case)
        for name in ("plan_interview", "new_concern", "new_note", "decide_case", "choose_format", "stop_case")
    ]
    pages += [reverse(f"roadmaps:{name}", args=[interview.pk]) for name in ("interview", "minutes", "cancel_interview")]
    pages += [
        reverse("roadmaps:concern", args=[concern.pk, "escalate"]),
        reverse("roadmaps:verify_risk", args=[risk.pk]),
    ]
    pages += [reverse("roadmaps:conclusion", args=[full.pk, "interim"])]
    wrong = {url: re.findall(r"⟦[^⟧]*⟧", text_of(seen_by(client, officer, url))) for url in pages}
    assert {url: marks for url, marks in wrong.items() if marks} == {}
    assert "⟦" not in text_of(seen_by(client, school_admin, reverse("roadmaps:new_application")))


def test_days_of_a_pause_move_the_term_of_the_stage(client, city, school, officer):
    """A case that stood still for ten days of its stage is late ten days later."""
    today = timezone.localdate()
    due_on = date(2020, 11, 30)
    case = CaseFactory(school=school, stage=CaseStage.PLANNING, stage_since=date(2020, 11, 1))
    begun = datetime(2020, 11, 5, tzinfo=UTC)
    for act, at in (("pause", begun), ("resume", begun + timedelta(days=10))):
        case.events.create(municipality=city, act=act, title=act, at=at)
    client.force_login(officer)
    (row,) = client.get(reverse("roadmaps:cases")).context["rows"]
    assert row.due_on == due_on + timedelta(days=10)
    path = client.get(reverse("roadmaps:case", args=[case.pk])).context["path"]
    assert path[4].due_on == row.due_on
    assert late_cases(SupportCase.objects.all(), programme_of(city), row.due_on) == []
    assert late_cases(SupportCase.objects.all(), programme_of(city), today) == [case.pk]
