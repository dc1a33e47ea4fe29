"""Schools and pupils of the invented city."""

import numpy as np
import pytest

from diagnostics.enums import AssessmentKind
from shnor_portal.demo.world import build
from shnor_portal.demo.world.codes import inn, ogrn
from shnor_portal.demo.world.scales import form_of


def test_codes_are_unique_and_belong_to_region_99(world):
    for name in ("ris_code", "login", "ogrn", "inn"):
        assert len({getattr(school, name) for school in world.schools}) == 79
    assert all(school.login.startswith("edu99") and len(school.login) == 9 for school in world.schools)
    assert all(school.ris_code.startswith("901") and len(school.ris_code) == 6 for school in world.schools)


@pytest.mark.parametrize("serial", [1, 137, 10_823])
def test_check_digits_hold(serial):
    code = ogrn(serial)
    assert len(code) == 13
    assert int(code[:12]) % 11 % 10 == int(code[12])
    code = inn(serial)
    assert len(code) == 10
    weighted = 2 * int(code[0]) + 4 * int(code[1]) + 10 * int(code[2]) + 3 * int(code[3]) + 5 * int(code[4])
    weighted += 9 * int(code[5]) + 4 * int(code[6]) + 6 * int(code[7]) + 8 * int(code[8])
    assert weighted % 11 % 10 == int(code[9])


def test_a_few_schools_had_an_older_login_in_the_earliest_year_only(world):
    older = [school for school in world.schools if school.login_in(2017).startswith("sch99")]

    assert 3 <= len(older) <= 8
    assert all(school.login_in(year).startswith("edu99") for school in older for year in (2018, 2019))


def test_one_school_was_merged_and_has_results_of_the_first_year_only(world):
    merged = [school for school in world.schools if school.closed_on]

    assert len(merged) == 1
    years = {year for (year, _), by_school in world.figures.items() if merged[0].ris_code in by_school}
    assert years == {2017}
    assert world.school(merged[0].successor).closed_on is None


def test_one_school_was_renamed_between_years(world):
    renamed = next(school for school in world.schools if school.renamed_on)

    assert renamed.name_in(2018) == renamed.former_name
    assert renamed.name_in(2019) == renamed.name
    assert renamed.former_name != renamed.name


def test_a_number_does_not_identify_a_school(world):
    numbers = [school.number for school in world.working_schools]

    assert len(set(numbers)) < len(numbers)
    assert len({school.name for school in world.working_schools}) == 78


def test_pupil_rows_give_back_the_figures(world):
    for (year, key), by_school in world.figures.items():
        table = world.pupils[year, key]
        for school, row in by_school.items():
            own = table.mark[table.school == school]
            assert tuple(int((own == mark).sum()) for mark in (2, 3, 4, 5)) == row.marks


def test_size_keeps_a_first_run_short(world):
    rows = sum(len(table.mark) for table in world.vpr_tables())

    assert 40_000 <= rows <= 60_000


def test_points_add_up_and_marks_follow_the_scale(world):
    for (_, key), table in world.pupils.items():
        form = form_of(key)
        assert sum(form.maxima) == form.maximum
        assert (table.tasks.sum(axis=1) == table.primary).all()
        assert (table.tasks <= np.array(form.maxima)).all()
        for mark in (2, 3, 4, 5):
            low, high = form.band(mark)
            own = table.primary[table.mark == mark]
            assert ((low <= own) & (own <= high)).all()


def test_absent_pupils_have_nothing(world):
    for table in world.vpr_tables():
        absent = ~table.present
        assert absent.any()
        assert not table.primary[absent].any()
        assert not table.variant[absent].any()


def test_every_procedure_is_held_every_year_in_this_city(world):
    exams = {"OGE-9-RU", "OGE-9-MA", "EGE-11-RU", "EGE-11-MA-PROFILE", "EGE-11-MA-BASE"}
    for year in (2017, 2018, 2019):
        assert {k.code for y, k in world.figures if y == year and k.kind != AssessmentKind.VPR} == exams


def test_the_same_seed_gives_the_same_city_and_another_gives_another():
    one, same, other = build(5), build(5), build(6)

    assert one.schools == same.schools
    assert one.figures == same.figures
    assert all((one.pupils[key].tasks == same.pupils[key].tasks).all() for key in one.pupils)
    assert one.figures != other.figures
