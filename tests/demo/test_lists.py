"""The lists that the invented city's figures lead to, counted apart from the rule engine."""

from collections import Counter

import pytest

from diagnostics.enums import Subject
from shnor_portal.demo.world import build
from shnor_portal.demo.world.city import vpr
from tests.demo.counting import LEFT_ASIDE, RULE, count_pupils, listed, low_procedures


def test_thirty_of_seventy_eight_are_low_in_the_last_year(world):
    chosen = listed(world, 2019)

    assert len(world.working_schools) == 78
    assert len(chosen) == 30
    assert round(100 * len(chosen) / len(world.working_schools), 1) == 38.5


@pytest.mark.parametrize("seed", [0, 1, 7, 99_991])
def test_thirty_are_low_whatever_the_seed(seed):
    assert len(listed(build(seed), 2019)) == 30


def test_most_are_low_by_two_or_three_procedures_and_a_few_by_more(world):
    levels = Counter(len(low) for low in low_procedures(world, 2019).values() if len(low) >= 2)

    assert levels == {2: 12, 3: 11, 4: 4, 5: 2, 6: 1}


def test_vpr_and_oge_mathematics_drive_the_list(world):
    drivers = Counter(code for low in low_procedures(world, 2019).values() if len(low) >= 2 for code in low)

    assert {code for code, _ in drivers.most_common(4)} == {"VPR-6-MA", "VPR-5-MA", "OGE-9-MA", "VPR-6-RU"}
    by_vpr_and_oge_maths = sum(count for code, count in drivers.items() if code[:3] == "VPR" or code == "OGE-9-MA")
    assert by_vpr_and_oge_maths / drivers.total() > 0.85


def test_lists_of_three_years_differ_and_overlap(world):
    first, second, third = (listed(world, year) for year in (2017, 2018, 2019))

    assert (len(first), len(second), len(third)) == (24, 26, 30)
    assert (len(second & third), len(third - second), len(second - third)) == (22, 8, 4)
    assert (len(first & second), len(second - first), len(first - second)) == (19, 7, 5)


def test_schools_on_the_very_edge_fall_on_the_right_side(world):
    counted = count_pupils(world, 2019)
    chosen = listed(world, 2019)
    figures = {(school, figure) for code in RULE for school, figure in counted[code].items()}
    exact = {school for school, figure in figures if figure in {(10, 3), (20, 6), (30, 9), (40, 12)}}
    one_fewer = {school for school, figure in figures if figure in {(20, 5), (30, 8), (27, 8), (10, 2)}}

    assert len(exact & chosen) >= 4
    assert len(one_fewer - chosen) >= 4
    assert (27, 8) in {figure for school, figure in figures if school not in chosen}


def test_every_school_considered_has_every_procedure_of_its_grades(world):
    counted = count_pupils(world, 2019)
    for school in world.working_schools:
        if school.register_kind.label in LEFT_ASIDE:
            continue
        for code in RULE:
            grade = int(code.split("-")[1])
            is_there = counted[code].get(school.ris_code, (0, 0))[0] > 0
            assert is_there == (grade <= school.last_grade), (school.name, code)


def test_basic_schools_stand_on_the_list_and_off_it(world):
    basic = {school.ris_code for school in world.working_schools if school.last_grade == 9 and not school.is_excluded}

    assert basic & listed(world, 2019)
    assert basic - listed(world, 2019)


def test_evening_school_would_be_low_if_its_kind_were_not_left_aside(world):
    evening = next(s for s in world.working_schools if s.register_kind.label == "вечерняя (сменная)")
    counted = count_pupils(world, 2019)
    low = [code for code in RULE if 10 * (row := counted[code].get(evening.ris_code, (1, 0)))[1] >= 3 * row[0]]

    assert len(low) == 3
    assert evening.ris_code not in listed(world, 2019)


@pytest.mark.parametrize("subject", [Subject.RU, Subject.MA])
def test_the_same_pupils_do_worse_each_year_in_listed_schools(world, subject):
    chosen = listed(world, 2019)
    passed, good = [], []
    for year, grade in ((2017, 4), (2018, 5), (2019, 6)):
        table = world.pupils[year, vpr(grade, subject)]
        marks = [m for m, school in zip(table.mark, table.school, strict=True) if m and school in chosen]
        passed.append(sum(m >= 3 for m in marks) / len(marks))
        good.append(sum(m >= 4 for m in marks) / len(marks))

    assert passed == sorted(passed, reverse=True)
    assert good == sorted(good, reverse=True)
    assert good[0] - good[2] > 0.2


def test_a_cohort_keeps_its_pupils_and_their_codes(world):
    fourth, sixth = world.pupils[2017, vpr(4, Subject.MA)], world.pupils[2019, vpr(6, Subject.MA)]
    school = world.schools[0].ris_code

    def codes(table):
        own = table.of_school(school)
        return {own.code(row) for row in range(len(own.mark))}

    assert codes(fourth) == codes(sixth)
    assert len(codes(fourth)) == len(fourth.of_school(school).mark)
