"""Taking an import of the register back: everything returns, or something stands in the way and is named."""

from datetime import date

import pytest

from schools.enums import CodeSystem
from schools.models import School, SchoolChange, SchoolCode, SchoolEvent, SchoolFigure
from schools.services import SchoolDraft, add_code, edit_school, rename_school
from shnor_portal.accounts.permissions import Role
from tests.factories import ResultFactory, SchoolFactory, make_user
from tests.schools.registers import TARGET, codes, load, row, undo

pytestmark = pytest.mark.django_db


def snapshot():
    cards = School.objects.order_by("pk").values_list(
        "name", "full_name", "search_name", "kind", "district", "has_senior_grades", "closed_on", "successor"
    )
    held = SchoolCode.objects.order_by("pk").values_list(
        "school", "system", "value", "valid_from_year", "valid_to_year"
    )
    events = SchoolEvent.objects.order_by("pk").values_list("school", "kind", "happened_on")
    figures = SchoolFigure.objects.current().order_by("pk").values_list("school", "academic_year", "value")
    return list(cards), list(held), list(events), list(figures)


def codes_of(batch):
    return [obstacle.code for obstacle in TARGET.obstacles(batch)]


def test_undo_returns_every_card_code_event_and_figure(city):
    load(city, row(1, district="Портовый", headcount={"2020": 400}), row(2), row(4, codes={"fisoko": "sch990004"}))
    before = snapshot()
    batch, _ = load(
        city,
        row(1, name="Лицей № 1", former_name="СОШ № 1", renamed_on=date(2020, 9, 1), district="Нагорный",
            headcount={"2020": 410, "2021": 420}),
        row(2, closed_on=date(2020, 8, 31), successor_ris=codes(3)["ris"]),
        row(3),
        row(4, codes=codes(4), former_login="sch990004", former_login_until=2017),
    )  # fmt: skip
    assert snapshot() != before
    taken_back = undo(batch)
    assert snapshot() == before
    assert taken_back["Удалено школ"] == 1
    assert taken_back["Возвращено карточек"] == 2
    assert not SchoolChange.objects.filter(batch=batch).exists()


def test_consequences_are_told_beforehand(city):
    load(city, row(1))
    batch, _ = load(city, row(1, district="Новый"), row(2, headcount={"2020": 5}))
    told = TARGET.consequences(batch)
    assert told["Будут удалены школы"] == 1
    assert told["Вернутся прежние сведения у школ"] == 1
    assert told["Будут удалены величины"] == 1


def test_register_loaded_after_an_undo_is_the_same_again(city):
    batch, _ = load(city, row(1), row(71, closed_on=date(2018, 8, 31), successor_ris=codes(1)["ris"]))
    undo(batch)
    assert not School.objects.exists()
    load(city, row(1), row(71, closed_on=date(2018, 8, 31), successor_ris=codes(1)["ris"]))
    assert School.objects.count() == 2


def test_results_of_a_created_school_stand_in_the_way(city):
    batch, _ = load(city, row(1))
    ResultFactory(school=School.objects.get())
    assert codes_of(batch) == ["SCHOOL_IN_USE"]
    obstacle = TARGET.obstacles(batch)[0]
    assert "результаты" in obstacle.message
    assert obstacle.path == f"/schools/{School.objects.get().pk}/"


def test_role_at_a_created_school_stands_in_the_way(city):
    batch, _ = load(city, row(1))
    make_user(Role.SCHOOL_ADMIN, city, School.objects.get())
    assert codes_of(batch) == ["SCHOOL_IN_USE"]


def test_code_added_by_hand_stands_in_the_way(city, officer):
    batch, _ = load(city, row(1))
    add_code(school=School.objects.get(), system=CodeSystem.LOCAL, raw="777", by=officer)
    assert codes_of(batch) == ["SCHOOL_IN_USE"]


def test_school_joined_by_hand_to_a_created_one_stands_in_the_way(city):
    batch, _ = load(city, row(1))
    SchoolFactory(municipality=city, successor=School.objects.get())
    assert codes_of(batch) == ["SCHOOL_IN_USE"]


def test_correction_by_hand_stands_in_the_way(city, officer):
    load(city, row(1))
    batch, _ = load(city, row(1, district="Нагорный"))
    school = School.objects.get()
    edit_school(school=school, draft=SchoolDraft(school.name, district="Заречный"), version=school.version, by=officer)
    assert codes_of(batch) == ["SCHOOL_EDITED"]
    assert "«СОШ № 1»" in TARGET.obstacles(batch)[0].message


def test_correction_of_what_the_import_did_not_touch_is_no_obstacle(city, officer):
    load(city, row(1))
    batch, _ = load(city, row(1, district="Нагорный"))
    school = School.objects.get()
    draft = SchoolDraft(school.name, full_name="Полное имя", district="Нагорный")
    edit_school(school=school, draft=draft, version=school.version, by=officer)
    undo(batch)
    school.refresh_from_db()
    assert (school.district, school.full_name) == ("", "Полное имя")


def test_created_school_renamed_by_hand_stands_in_the_way(city, officer):
    batch, _ = load(city, row(1))
    school = School.objects.get()
    rename_school(school=school, new_name="Лицей", new_full_name="", on=date(2021, 9, 1), basis="приказ", by=officer)
    assert set(codes_of(batch)) == {"SCHOOL_EDITED", "SCHOOL_IN_USE"}


def test_later_import_stands_in_the_way_until_it_is_taken_back(city):
    first, _ = load(city, row(1, headcount={"2020": 1}))
    second, _ = load(city, row(1, district="Нагорный", headcount={"2020": 2}))
    assert codes_of(first) == ["IMPORT_REPLACED"]
    assert TARGET.obstacles(first)[0].path == f"/imports/{second.public_id}/"
    undo(second)
    undo(first)
    assert not School.objects.exists()


def test_obstacles_take_as_many_queries_for_one_school_as_for_many(city, django_assert_max_num_queries):
    batch, _ = load(city, *[row(number) for number in range(1, 40)])
    with django_assert_max_num_queries(30):
        assert TARGET.obstacles(batch) == []
