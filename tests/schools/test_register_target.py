"""The register from files: schools known by their codes, new ones entered, everything shown before it is written."""

from datetime import date

import pytest

from schools.enums import HistoryKind, Locality, SchoolKind
from schools.models import School, SchoolChange, SchoolCode, SchoolEvent, SchoolFigure
from shnor_portal.common.refusals import Refusal
from tests.factories import BatchFactory, SchoolFactory, add_code
from tests.schools.registers import TARGET, changes, codes, extract, load, planned, row, said

pytestmark = pytest.mark.django_db


def test_unknown_schools_are_entered_with_codes_figures_and_source(city):
    full = row(
        1, full_name="Муниципальное учреждение № 1", kind="lyceum", locality="village", district="Нагорный",
        has_senior_grades=False, headcount={"2019": 400, "2020": 410},
    )  # fmt: skip
    batch, written = load(city, full)
    school = School.objects.get()
    assert (school.name, school.kind, school.locality) == ("СОШ № 1", SchoolKind.LYCEUM, Locality.VILLAGE)
    assert (school.district, school.has_senior_grades, school.batch) == ("Нагорный", False, batch)
    assert dict(school.codes.values_list("system", "value")) == codes(1)
    figures = SchoolFigure.objects.order_by("academic_year").values_list("metric", "academic_year", "value", "row")
    assert list(figures) == [("HEADCOUNT", 2019, 400, 2), ("HEADCOUNT", 2020, 410, 2)]
    assert (written["Новых школ"], written["Новых кодов"], written["Новых величин"]) == (1, 4, 2)
    assert School.objects.matching("учреждение").count() == 1


def test_same_register_again_changes_nothing(city):
    rows = [row(number, headcount={"2020": 100 + number}) for number in (1, 2, 3)]
    load(city, *rows)
    again = planned(city, *rows)
    assert changes(again) == ["same"] * 3
    assert all(item.before == item.after for item in again.items)
    assert again.payload.writes == []


def test_changed_values_are_shown_side_by_side_and_written(city):
    load(city, row(1, district="Портовый", headcount={"2020": 400}))
    now = row(1, district="Нагорный", kind="gymnasium", headcount={"2020": 405})
    item = planned(city, now).items[0]
    assert item.change == "changed"
    assert (item.before["Район"], item.after["Район"]) == ("Портовый", "Нагорный")
    assert (item.before["Вид"], item.after["Вид"]) == ("общеобразовательная", "гимназия")
    assert (item.before["Обучающихся в 2020/2021"], item.after["Обучающихся в 2020/2021"]) == ("400", "405")
    load(city, now)
    school = School.objects.get()
    assert (school.district, school.kind, school.version) == ("Нагорный", "gymnasium", 2)
    assert SchoolFigure.objects.current().get().value == 405
    assert SchoolFigure.objects.count() == 2


def test_what_the_row_is_silent_about_stays(city):
    load(city, row(1, district="Портовый", kind="lyceum", has_senior_grades=False))
    load(city, row(1))
    school = School.objects.get()
    assert (school.district, school.kind, school.has_senior_grades) == ("Портовый", "lyceum", False)


@pytest.mark.parametrize("system", ["ogrn", "ris", "fisoko"])
def test_any_one_code_is_enough_and_the_rest_is_added(city, system):
    school = SchoolFactory(municipality=city, name="Прежнее имя")
    add_code(school, system, codes(7)[system])
    _, written = load(city, row(7, name="Новое имя"))
    assert School.objects.get().name == "Новое имя"
    assert written["Новых школ"] == 0
    assert dict(school.codes.values_list("system", "value")) == codes(7)
    assert School.objects.matching("прежнее").exists()


def test_name_never_decides_and_says_so(city):
    SchoolFactory(municipality=city, name='МБОУ "СОШ №1"')
    plan = planned(city, row(1, name="МБОУ «СОШ № 1»"))
    assert changes(plan) == ["new"]
    assert said(plan) == ["SCHOOL_EXISTS"]
    assert "без кодов" in plan.problems[0].message
    assert plan.refused_rows == 0


def test_codes_of_two_schools_in_one_row_are_refused_with_both_names(city):
    load(city, row(1), row(2))
    plan = planned(city, row(3, codes={"ogrn": codes(1)["ogrn"], "ris": codes(2)["ris"]}))
    assert said(plan) == ["REF_AMBIGUOUS"]
    assert plan.refused_rows == 1
    assert "«СОШ № 1», «СОШ № 2»" in plan.problems[0].message
    assert plan.items == []


def test_own_codes_of_two_schools_are_refused(city):
    load(city, row(1), row(2))
    mixed = row(3, codes={"fisoko": codes(1)["fisoko"], "ris": codes(2)["ris"]})
    assert said(planned(city, mixed)) == ["REF_AMBIGUOUS"]


def test_school_of_another_city_with_the_same_code_is_not_seen(city, other_city):
    foreign = SchoolFactory(municipality=other_city, name="Чужая")
    add_code(foreign, "ogrn", codes(1)["ogrn"])
    load(city, row(1))
    foreign.refresh_from_db()
    assert foreign.name == "Чужая"
    assert School.objects.filter(municipality=city).count() == 1


def test_branches_with_one_ogrn_are_two_schools_by_their_own_codes(city):
    shared = codes(1)["ogrn"]
    rows = [row(1), row(2, codes=codes(2, ogrn=shared))]
    load(city, *rows)
    assert School.objects.count() == 2
    assert changes(planned(city, *rows)) == ["same", "same"]


def test_shared_ogrn_alone_does_not_tell_which_branch_is_meant(city):
    school = SchoolFactory(municipality=city, name="Головная")
    add_code(school, "ogrn", codes(1)["ogrn"])
    rows = [row(number, codes={"ogrn": codes(1)["ogrn"], "ris": codes(number)["ris"]}) for number in (1, 2)]
    assert said(planned(city, *rows)) == ["REF_AMBIGUOUS", "REF_AMBIGUOUS"]


def test_new_branch_beside_a_known_head_school_is_entered(city):
    load(city, row(1))
    plan = planned(city, row(1), row(2, codes=codes(2, ogrn=codes(1)["ogrn"])))
    assert changes(plan) == ["same", "new"]


def test_two_rows_of_one_school_conflict_and_an_exact_repeat_is_skipped(city):
    load(city, row(1))
    repeated, other = row(1, line=8), row(1, line=9, district="Другой")
    plan = planned(city, row(1), repeated, other)
    assert plan.skipped_rows == {"полный повтор другой строки": 1}
    assert said(plan) == ["ROW_CONFLICT"]
    assert (plan.problems[0].row, plan.refused_rows) == (9, 1)
    assert changes(plan) == ["same"]


def test_two_new_rows_with_one_own_code_conflict(city):
    plan = planned(city, row(1), row(2, codes=codes(2, ris=codes(1)["ris"])))
    assert said(plan) == ["ROW_CONFLICT"]
    assert changes(plan) == ["new"]


def test_former_login_ends_where_the_new_one_begins(city):
    old, new = "sch990004", codes(4)["fisoko"]
    load(city, row(4, former_login=old, former_login_until=2017))
    spans = SchoolCode.objects.filter(system="fisoko").values_list("value", "valid_from_year", "valid_to_year")
    assert set(spans) == {(old, None, 2017), (new, 2018, None)}
    assert changes(planned(city, row(4, former_login=old, former_login_until=2017))) == ["same"]


def test_known_login_gets_its_last_year(city):
    school = SchoolFactory(municipality=city)
    old = add_code(school, "fisoko", "sch990004")
    plan = planned(city, row(4, former_login="sch990004", former_login_until=2017))
    assert plan.items[0].after["логин ФИС ОКО"] == f"{codes(4)['fisoko']} (с 2018/2019), sch990004 (по 2017/2018)"
    batch, _ = load(city, row(4, former_login="sch990004", former_login_until=2017))
    old.refresh_from_db()
    assert old.valid_to_year == 2017
    change = SchoolChange.objects.get(batch=batch, code=old)
    assert (change.field, change.before, change.after) == ("valid_to_year", None, 2017)


def test_another_login_is_added_with_a_warning(city):
    load(city, row(1))
    plan = planned(city, row(1, codes=codes(1, fisoko="edu995555")))
    assert said(plan) == ["CODE_CHANGED"]
    assert codes(1)["fisoko"] in plan.problems[0].message
    assert changes(plan) == ["changed"]


def test_renaming_with_its_day_goes_to_the_history(city):
    load(city, row(12))
    renamed = row(12, name="Гимназия № 12", former_name="СОШ № 12", renamed_on=date(2019, 9, 2))
    batch, written = load(city, renamed)
    event = SchoolEvent.objects.get()
    assert (event.kind, event.happened_on) == (HistoryKind.RENAMED, date(2019, 9, 2))
    assert (event.old_name, event.new_name, event.batch) == ("СОШ № 12", "Гимназия № 12", batch)
    assert "строка 13" in event.basis
    assert written["Событий в истории"] == 1
    assert School.objects.matching("сош № 12").exists()
    assert changes(planned(city, renamed)) == ["same"]


def test_merged_school_finds_its_successor_in_the_same_file(city):
    merged = row(71, closed_on=date(2018, 8, 31), successor_ris=codes(33)["ris"])
    load(city, merged, row(33))
    school = School.objects.get(name="СОШ № 71")
    assert (school.closed_on, school.successor.name) == (date(2018, 8, 31), "СОШ № 33")
    event = SchoolEvent.objects.get()
    assert (event.kind, event.other_school.name) == (HistoryKind.MERGED, "СОШ № 33")
    assert changes(planned(city, merged, row(33))) == ["same", "same"]


def test_known_school_closes_and_joins_another(city):
    load(city, row(71), row(33))
    item = planned(city, row(71, closed_on=date(2020, 8, 31), successor_ris=codes(33)["ris"])).items[0]
    assert (item.after["Закрыта"], item.after["Преемник"]) == ("31.08.2020", "СОШ № 33")
    assert "Закрыта" not in item.before
    load(city, row(71, closed_on=date(2020, 8, 31), successor_ris=codes(33)["ris"]))
    assert School.objects.active().get().name == "СОШ № 33"


def test_school_closed_without_successor(city):
    load(city, row(5, closed_on=date(2018, 8, 31)))
    assert SchoolEvent.objects.get().kind == HistoryKind.CLOSED


@pytest.mark.parametrize("successor", ["901999", codes(71)["ris"]])
def test_successor_that_is_nowhere_refuses_the_row(city, successor):
    plan = planned(city, row(71, closed_on=date(2018, 8, 31), successor_ris=successor), row(1))
    assert said(plan) == ["REF_UNKNOWN"]
    assert plan.refused_rows == 1
    assert [item.school_label for item in plan.items] == ["СОШ № 1"]


def test_row_that_names_a_refused_row_as_successor_is_refused_too(city):
    first = row(70, closed_on=date(2018, 8, 31), successor_ris=codes(71)["ris"])
    second = row(71, closed_on=date(2019, 8, 31), successor_ris="901999")
    plan = planned(city, first, second)
    assert said(plan) == ["REF_UNKNOWN", "REF_UNKNOWN"]
    assert plan.items == []


def test_headcount_without_a_year_needs_the_persons_word(city):
    plan = planned(city, row(1, headcount={"": 300}))
    assert said(plan) == ["YEAR_NEEDED"]
    assert plan.payload.writes[0].headcounts == {}


@pytest.mark.parametrize(
    "options",
    [{"headcount_year": "2020"}, {"academic_year": 2020}, {"mapping": {"constants": {"headcount_year": "2020"}}}],
)
def test_headcount_goes_to_the_year_the_person_named(city, options):
    load(city, row(1, headcount={"": 300}), **options)
    assert SchoolFigure.objects.get().academic_year == 2020


def test_register_changed_since_the_plan_is_stale(city):
    batch = BatchFactory(municipality=city, target="register")
    plan = TARGET.plan(batch, extract(row(1)))
    SchoolFactory(municipality=city)
    with pytest.raises(Refusal) as refused:
        TARGET.apply(batch, extract(row(1)), plan, None)
    assert refused.value.code == "STALE"
    assert not School.objects.filter(name="СОШ № 1").exists()


def test_queries_do_not_grow_with_rows(city, django_assert_num_queries, django_assert_max_num_queries):
    load(city, *[row(number) for number in range(1, 31)])
    batch = BatchFactory(municipality=city, target="register")
    with django_assert_num_queries(6):
        TARGET.plan(batch, extract(row(1)))
    with django_assert_num_queries(6):
        TARGET.plan(batch, extract(*[row(number, district="Новый") for number in range(1, 61)]))
    with django_assert_max_num_queries(40):
        load(city, *[row(number, district="Новый", headcount={"2020": number}) for number in range(1, 61)])
