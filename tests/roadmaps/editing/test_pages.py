"""Pages of a plan: who sees and writes, what a script and a plain form are answered, and what it costs."""

import json
import uuid

import pytest
from django.urls import reverse

from roadmaps.enums import RoadmapState
from roadmaps.models import Measure, Roadmap, RoadmapEdit
from roadmaps.services.structure import add_measure, add_section
from tests.factories import CaseFactory, MeasureFactory, RoadmapFactory, SchoolFactory, SectionFactory
from tests.roadmaps.editing.builders import measures_of, titles

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def address(name, roadmap):
    return reverse(f"roadmaps:{name}", args=[roadmap.pk])


def save(desk, roadmap, base, value, more=()):
    row = measures_of(roadmap)[0].pk
    data = {"table": "measure", "row": row, "field": "title", "base": base, "value": value, "since": 0} | dict(more)
    return desk.post(address("save_cell", roadmap), data, headers=JSON)


def test_plan_is_printed_as_it_stands(desk, roadmap):
    page = desk.get(address("roadmap", roadmap)).content.decode()
    for text in ("Диагностика", "Собеседования", "до 30.11.2020", "Наставничество", "Выявить затруднения учителей"):
        assert text in page
    assert "<span data-number>2.1</span>" in page
    assert "<span data-number>II</span>" in page


@pytest.mark.parametrize("name", ["roadmap", "edit_roadmap"])
def test_two_hundred_measures_cost_as_many_queries_as_three(desk, roadmap, name, django_assert_max_num_queries):
    url = address(name, roadmap)
    desk.get(url)
    with django_assert_max_num_queries(60) as few:
        desk.get(url)
    section = SectionFactory(roadmap=roadmap)
    MeasureFactory.create_batch(200, section=section)
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert "<span data-number>3.200</span>" in desk.get(url).content.decode()


def test_register_costs_the_same_for_fifty_roadmaps(officer_client, roadmap, city, django_assert_max_num_queries):
    url = reverse("roadmaps:roadmaps") + "?year=2020"
    officer_client.get(url)
    with django_assert_max_num_queries(60) as few:
        officer_client.get(url)
    for _ in range(49):
        RoadmapFactory(case=CaseFactory(school=SchoolFactory(municipality=city)))
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert officer_client.get(url).content.decode().count("row-link") == 50


def test_saved_cell_is_answered_with_its_row(desk, roadmap):
    told = save(desk, roadmap, "Собеседования", "Беседы").json()
    key = f"m{measures_of(roadmap)[0].pk}"
    assert told["revision"] == 1
    assert list(told["rows"]) == [key]
    assert "Беседы" in told["rows"][key]
    assert told["edit"] == RoadmapEdit.objects.get().pk


def test_stale_cell_is_answered_with_the_text_that_stands_there(desk, roadmap, editor):
    save(desk, roadmap, "Собеседования", "Беседы")
    answer = save(desk, roadmap, "Собеседования", "Опросы")
    assert answer.status_code == 409
    told = answer.json()
    assert (told["code"], told["details"]["current"], told["details"]["who"]) == ("STALE", "Беседы", str(editor))


def test_text_is_escaped_on_its_way_back(desk, roadmap):
    told = save(desk, roadmap, "Собеседования", "<img src=x onerror=alert(1)>").json()
    assert "<img" not in next(iter(told["rows"].values()))


@pytest.mark.parametrize(
    "data", [{}, {"row": "x"}, {"table": "user"}, {"row": str(2**70)}, {"field": "a" * 99}, {"value": "\x00"}]
)
def test_nonsense_is_answered_calmly(desk, roadmap, data):
    answer = (
        save(desk, roadmap, "Собеседования", "Беседы", data)
        if data
        else desk.post(address("save_cell", roadmap), {}, headers=JSON)
    )
    assert answer.status_code in (400, 409)
    assert titles(roadmap)[0] == "Собеседования"


def test_a_page_asks_only_for_what_changed(desk, roadmap, editor):
    url = address("roadmap_changes", roadmap)
    assert desk.get(url, {"since": 0}).status_code == 204
    about = {"roadmap_id": roadmap.pk, "by": editor}
    add_section(title="Новый", after=None, **about)
    step = add_measure(key=uuid.uuid4(), section=None, after=None, **about)
    told = desk.get(url, {"since": 1}).json()
    assert list(told["rows"]) == [f"m{step.row}"]
    assert told["order"][0] == [f"m{step.row}", "1"]
    assert [number for _, number in told["order"]] == ["1", "I", "1.1", "1.2", "II", "2.1", "III"]
    assert desk.get(url, {"since": 2}).status_code == 204
    assert len(desk.get(url, {"since": "x"}).json()["rows"]) == 2


def test_a_page_left_behind_is_given_everything(desk, roadmap):
    Roadmap.objects.filter(pk=roadmap.pk).update(revision=1000)
    told = desk.get(address("roadmap_changes", roadmap), {"since": 5}).json()
    assert len(told["rows"]) == len(told["order"]) == 5
    assert "head" in told


def test_a_page_learns_that_the_plan_was_handed_in(desk, roadmap):
    Roadmap.objects.filter(pk=roadmap.pk).update(state=RoadmapState.SUBMITTED)
    told = desk.get(address("roadmap_changes", roadmap), {"since": 0}).json()
    assert "на рассмотрении" in told["closed"]
    assert desk.get(address("edit_roadmap", roadmap)).url == address("roadmap", roadmap)


def test_steps_work_from_a_plain_form(desk, roadmap):
    rows = measures_of(roadmap)
    desk.post(address("add_row", roadmap), {"table": "section", "key": uuid.uuid4(), "title": "Третий"})
    desk.post(address("move_row", roadmap), {"table": "measure", "row": rows[2].pk, "section": "", "after": ""})
    desk.post(address("remove_row", roadmap), {"table": "measure", "row": rows[0].pk})
    assert titles(roadmap) == ["Наставничество", "Анализ работ"]
    answer = desk.post(address("undo_edit", roadmap), {}, follow=True)
    assert "Правка отменена" in answer.content.decode()
    assert titles(roadmap) == ["Наставничество", "Собеседования", "Анализ работ"]


def test_same_request_for_a_section_twice_makes_one(desk, roadmap):
    data = {"table": "section", "key": str(uuid.uuid4()), "title": "Третий"}
    first = desk.post(address("add_row", roadmap), data, headers=JSON).json()
    assert desk.post(address("add_row", roadmap), data, headers=JSON).json()["edit"] == first["edit"]
    assert roadmap.sections.count() == 3


def test_aims_are_chosen_among_those_of_the_case(desk, roadmap, case):
    measure = measures_of(roadmap)[0]
    deficit = case.deficits.get()
    data = {"row": measure.pk, "deficits": [deficit.pk], "base": json.dumps({"deficits": [], "risks": []})}
    told = desk.post(address("set_aims", roadmap), data, headers=JSON).json()
    assert "ОГЭ" in told["rows"][f"m{measure.pk}"]
    assert [aim.deficit for aim in measure.aims.all()] == [deficit]


def test_plain_form_of_a_measure_keeps_what_was_typed(desk, roadmap, editor):
    measure = measures_of(roadmap)[0]
    url = reverse("roadmaps:edit_measure", args=[measure.pk])
    fields = desk.get(url).context["form"].fields
    data = {name: field.initial for name, field in fields.items()}
    save(desk, roadmap, "Собеседования", "Беседы")
    answer = desk.post(url, {**data, "title": "Опросы", "indicator": "R01", "target": "30 %"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Беседы" in page
    assert "Опросы" in page
    measure.refresh_from_db()
    assert (measure.title, measure.target) == ("Беседы", "")
    again = {**data, "title": "Опросы", "base_title": "Беседы", "indicator": "R01", "target": "30 %"}
    assert desk.post(url, again).status_code == 302
    measure.refresh_from_db()
    assert (measure.title, measure.indicator, measure.target) == ("Опросы", "R01", "30 %")


def test_history_says_who_and_what_and_undoes(desk, roadmap, editor):
    save(desk, roadmap, "Собеседования", "Беседы")
    page = desk.get(address("roadmap_history", roadmap)).content.decode()
    assert "Беседы" in page
    assert str(editor) in page
    desk.post(address("undo_edit", roadmap), {"edit": RoadmapEdit.objects.get().pk})
    assert titles(roadmap)[0] == "Собеседования"


def test_curator_reads_and_does_not_write(client, curator, roadmap):
    client.force_login(curator)
    page = client.get(address("roadmap", roadmap))
    assert page.status_code == 200
    assert "Править" not in page.content.decode()
    assert client.get(address("edit_roadmap", roadmap)).status_code == 403
    assert save(client, roadmap, "Собеседования", "Чужое").status_code == 403


def test_stranger_finds_nothing(client, stranger, roadmap):
    client.force_login(stranger)
    for name in ("roadmap", "edit_roadmap", "roadmap_history", "roadmap_xlsx", "paste_rows", "import_plan"):
        assert client.get(address(name, roadmap)).status_code == 404


def test_school_begins_its_roadmap_once(desk, school):
    case = CaseFactory(school=school)
    url = reverse("roadmaps:create_roadmap", args=[case.pk])
    initial = desk.get(url).context["form"].initial
    assert school.name in initial["title"]
    data = {**initial, "nonce": "one"}
    first = desk.post(url, data)
    roadmap = Roadmap.objects.get()
    assert first.url == desk.post(url, data).url == address("edit_roadmap", roadmap)
    assert (roadmap.case, roadmap.school, roadmap.due_on.isoformat()) == (case, school, "2020-11-30")
    assert roadmap.goals
    again = desk.post(url, {**initial, "nonce": "two"})
    assert again.status_code == 409
    assert "уже есть" in again.content.decode()


def test_city_begins_its_roadmap_and_schools_see_it_later(officer_client, officer, city, client, editor):
    url = reverse("roadmaps:create_city_roadmap")
    initial = officer_client.get(url).context["form"].initial
    officer_client.post(url, {**initial, "academic_year": initial["academic_year"]})
    roadmap = Roadmap.objects.get(school__isnull=True)
    assert officer_client.get(address("edit_roadmap", roadmap)).status_code == 200
    client.force_login(editor)
    assert client.get(address("roadmap", roadmap)).status_code == 404
    Roadmap.objects.update(state=RoadmapState.APPROVED)
    assert client.get(address("roadmap", roadmap)).status_code == 200
    assert client.get(address("edit_roadmap", roadmap)).status_code == 403


def test_register_filters_and_downloads_what_is_on_screen(officer_client, roadmap, city):
    other = RoadmapFactory(
        case=CaseFactory(school=SchoolFactory(municipality=city, name="Лицей № 9")), state=RoadmapState.APPROVED
    )
    url = reverse("roadmaps:roadmaps")
    found = officer_client.get(url, {"year": 2020, "state": "approved"}).context["page"].object_list
    assert list(found) == [other]
    found = officer_client.get(url, {"year": 2020, "q": "лицей"}).context["page"].object_list
    assert list(found) == [other]
    Roadmap.objects.filter(pk=roadmap.pk).update(due_on="2020-11-30")
    late = officer_client.get(url, {"year": 2020, "late": "on"}).context["page"].object_list
    assert list(late) == [roadmap]
    book = officer_client.get(reverse("roadmaps:export_roadmaps"), {"year": 2020, "state": "approved"})
    assert book["Content-Type"].endswith("sheet")


def test_poll_that_finds_nothing_is_cheap(desk, roadmap, django_assert_max_num_queries):
    url = address("roadmap_changes", roadmap)
    desk.get(url, {"since": 0})
    with django_assert_max_num_queries(6):
        desk.get(url, {"since": 0})
    assert Measure.objects.count() == 3
