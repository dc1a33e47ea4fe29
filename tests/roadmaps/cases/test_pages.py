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
    RoadmapFactory,
    SchoolFactory,
    make_user,
)
from tests.roadmaps.cases.builders import a_call, new_entry, new_list, seen_by, text_of

pytestmark = pytest.mark.django_db
SECRET = "Конфликт в коллективе"
TABS = ["", "?tab=talks", "?tab=results", "?tab=history", "?tab=nosuch"]


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


def test_school_is_led_to_its_plan_and_to_its_measures(client, school, officer, school_admin):
    case = CaseFactory(school=school, stage=CaseStage.PLANNING)
    url = reverse("roadmaps:case", args=[case.pk])
    assert reverse("roadmaps:create_roadmap", args=[case.pk]) in text_of(seen_by(client, school_admin, url))
    roadmap = RoadmapFactory(case=case, state="returned")
    own = text_of(seen_by(client, school_admin, url))
    assert f'btn-primary" href="{reverse("roadmaps:roadmap", args=[roadmap.pk])}"' in own
    assert "Ждём: школа" in text_of(seen_by(client, officer, url))
    type(case).objects.filter(pk=case.pk).update(stage=CaseStage.IMPLEMENTATION)
    assert reverse("roadmaps:my_measures") in text_of(seen_by(client, school_admin, url))


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
