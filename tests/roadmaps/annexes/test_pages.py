"""Pages of annexes as people press them: lists, filling in, handing in, counts and downloads."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from roadmaps.models import ProgrammeAnnex
from tests.factories import SchoolFactory
from tests.roadmaps.annexes.builders import TOPIC, annex_of

pytestmark = pytest.mark.django_db
TOPICS = {
    "topics-TOTAL_FORMS": "2",
    "topics-INITIAL_FORMS": "0",
    "topics-MIN_NUM_FORMS": "0",
    "topics-MAX_NUM_FORMS": "60",
    "topics-0-topic": "Проценты",
    "topics-0-hours": "4",
    "topics-0-assessment": ["current", "thematic"],
    "topics-1-topic": "",
}


def address(name: str, *args: int) -> str:
    return reverse(f"roadmaps:{name}", args=args)


def workbook_of(answer) -> list[list[object]]:
    return [[cell.value for cell in row] for row in load_workbook(io.BytesIO(answer.content)).worksheets[0].rows]


def test_the_list_is_the_schools_own_and_the_department_sees_all(client, people, annex):
    for who, count in (("teacher", 1), ("head", 1), ("officer", 1), ("neighbour", 0), ("stranger", 0)):
        client.force_login(getattr(people, who))
        page = client.get(address("annexes"), {"year": 2020})
        assert page.context["page"].paginator.count == count, who


def test_what_waits_for_a_person_is_counted_and_filtered(client, people, annex):
    ProgrammeAnnex.objects.filter(pk=annex.pk).update(state="association")
    for who, count in (("reader", 1), ("teacher", 0), ("deputy", 0), ("officer", 0)):
        client.force_login(getattr(people, who))
        page = client.get(address("annexes"), {"year": 2020, "whose": "waiting"})
        assert (page.context["page"].paginator.count, page.context["waiting"]) == (count, count), who


def test_the_administration_opens_one_and_a_second_press_opens_no_other(client, people, school):
    client.force_login(people.head)
    sent = {
        "teacher": people.teacher.pk,
        "academic_year": client.get(address("new_annex")).context["form"].initial["academic_year"],
        "subject": "RU",
        "class_group": "5А",
        "association": "ШМО словесников",
        "association_reader": people.reader.pk,
        "deputy_reader": "",
        "nonce": "одно и то же",
    }
    answers = [client.post(address("new_annex"), sent) for _ in range(2)]
    annex = ProgrammeAnnex.objects.get()
    assert [answer["Location"] for answer in answers] == [address("annex", annex.pk)] * 2


def test_the_teacher_fills_it_in_and_hands_it_in(client, people, annex):
    client.force_login(people.teacher)
    page = client.get(address("edit_annex", annex.pk))
    assert TOPIC["topic"] in page.content.decode()
    sent = {**TOPICS, "skills": "Считать проценты\nОценивать результат", "hours_source": "repetition", "version": "1"}
    assert client.post(address("edit_annex", annex.pk), sent).status_code == 302
    annex.refresh_from_db()
    assert annex.skills == ["Считать проценты", "Оценивать результат"]
    assert [(row["topic"], row["hours"], row["assessment"]) for row in annex.rows] == [
        ("Проценты", 4, ["current", "thematic"])
    ]
    answer = client.post(address("send_annex", annex.pk), {"version": annex.version}, follow=True)
    assert "на экспертизе ШМО" in answer.content.decode()
    assert address("edit_annex", annex.pk) not in answer.content.decode()


def test_typed_text_survives_a_colleagues_save_and_counts_on_the_second_press(client, people, annex):
    client.force_login(people.teacher)
    ProgrammeAnnex.objects.filter(pk=annex.pk).update(version=7, note="Из другого окна")
    sent = {**TOPICS, "skills": "", "hours_source": "reserve", "note": "Моё пояснение", "version": "1"}
    answer = client.post(address("edit_annex", annex.pk), sent)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Моё пояснение" in text
    assert "Из другого окна" in text
    assert 'value="7"' in text
    assert client.post(address("edit_annex", annex.pk), {**sent, "version": "7"}).status_code == 302


def test_hours_without_a_topic_are_asked_about(client, people, annex):
    client.force_login(people.teacher)
    answer = client.post(
        address("edit_annex", annex.pk), {**TOPICS, "topics-0-topic": "", "hours_source": "", "version": "1"}
    )
    assert answer.status_code == 400
    assert "Назовите тему" in answer.content.decode()


def test_others_are_not_let_into_the_text(client, people, annex):
    for who, get, post in (("colleague", 302, 403), ("head", 302, 403), ("neighbour", 404, 404)):
        client.force_login(getattr(people, who))
        assert client.get(address("edit_annex", annex.pk)).status_code == get, who
        sent = {**TOPICS, "skills": "", "hours_source": "", "version": "1"}
        assert client.post(address("edit_annex", annex.pk), sent).status_code == post, who


def test_reading_passing_on_and_returning_by_pages(client, people, annex):
    ProgrammeAnnex.objects.filter(pk=annex.pk).update(state="association")
    client.force_login(people.reader)
    page = client.get(address("annex", annex.pk)).content.decode()
    assert address("pass_annex_deputy", annex.pk) in page
    assert address("pass_annex_head", annex.pk) not in page
    answer = client.post(address("pass_annex_deputy", annex.pk), {"held_on": "2020-10-30", "protocol": "3"})
    assert answer.status_code == 302
    client.force_login(people.deputy)
    assert client.post(address("return_annex", annex.pk), {"reason": ""}).status_code == 400
    assert client.post(address("return_annex", annex.pk), {"reason": "Мало часов"}).status_code == 302
    client.force_login(people.teacher)
    assert "Мало часов" in client.get(address("annex", annex.pk)).content.decode()


def test_an_act_too_late_says_why_on_the_page(client, people, annex):
    ProgrammeAnnex.objects.filter(pk=annex.pk).update(state="approved")
    client.force_login(people.head)
    answer = client.post(address("approve_annex", annex.pk))
    assert answer.status_code == 409
    assert 'data-error-code="STATE"' in answer.content.decode()


def test_a_strange_address_of_the_site_is_refused(client, people, school):
    annex = annex_of(people.teacher, school, "approved")
    client.force_login(people.head)
    for typed in ("javascript:alert(1)", "ftp://school.example.org/x", ""):
        assert client.post(address("publish_annex", annex.pk), {"site_url": typed}).status_code == 400, typed


def test_the_summary_counts_ready_hours_by_source_and_leaves_declined_ones_out(client, people, city, school):
    annex_of(people.teacher, school, "approved")
    annex_of(people.teacher, school, "published", class_group="8А", hours_source="school_part")
    annex_of(people.teacher, school, "draft", class_group="9А")
    annex_of(people.teacher, school, "declined", class_group="6А")
    annex_of(people.colleague, SchoolFactory(municipality=city), "approved", subject="RU")
    client.force_login(people.officer)
    summary = client.get(address("annex_summary"), {"year": 2020}).context["summary"]
    assert (summary.total, summary.ready, summary.hours) == (4, 3, 9)
    assert summary.sources == [
        ("резервное время", 2, 6),
        ("часть учебного плана, формируемая школой", 1, 3),
    ]
    rows = workbook_of(client.get(address("annex_summary_export"), {"year": 2020}))
    assert rows[-1] == ["Всего", None, 4, 3, 9]
    client.force_login(people.head)
    assert client.get(address("annex_summary"), {"year": 2020}).context["summary"].total == 3


def test_the_download_is_what_is_on_the_screen(client, people, annex, school):
    annex_of(people.teacher, school, "draft", subject="RU")
    client.force_login(people.officer)
    rows = workbook_of(client.get(address("annexes_export"), {"year": 2020, "subject": "RU"}))
    assert [row[2] for row in rows] == ["Предмет", "Русский язык"]


def test_a_long_list_asks_a_constant_number_of_queries(client, people, school, django_assert_max_num_queries):
    client.force_login(people.officer)
    for number in range(30):
        annex_of(people.teacher, school, class_group=f"{number}", association_reader=people.reader)
    with django_assert_max_num_queries(22):
        client.get(address("annexes"), {"year": 2020})
