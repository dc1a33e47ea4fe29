"""Acts done through the pages: opening, double clicks, stale forms, an interview, an application, the end of a year."""

import pytest
from django.urls import reverse

from roadmaps.enums import CaseStage
from roadmaps.models import Interview, SupportCase
from tests.factories import CaseFactory, RiskFactorFactory, SchoolFactory, SupportFormatFactory
from tests.roadmaps.cases.builders import a_call, engine_says, new_entry, new_list, seen_by, text_of

pytestmark = pytest.mark.django_db


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
