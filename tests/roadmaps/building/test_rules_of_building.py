"""Terms carried to another year, and texts that are alike."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmaps.periods import read_period
from roadmaps.rules.likeness import FEWEST_WORDS, LikenessIndex, is_alike, words_of
from roadmaps.rules.year_on import years_on


@pytest.mark.parametrize(
    ("wording", "later"),
    [
        ("до 30.10.2020", "до 30.10.2021"),
        ("до 30.10.20", "до 30.10.21"),
        ("02.11.2020–03.11.2020", "02.11.2021–03.11.2021"),
        ("Ноябрь–декабрь 2020", "Ноябрь–декабрь 2021"),
        ("Декабрь 2020 – январь 2021", "Декабрь 2021 – январь 2022"),
        ("2020–2021 учебный год", "2021–2022 учебный год"),
        ("2020/21 учебный год", "2021/22 учебный год"),
        ("до 29.02.2020", "до 28.02.2021"),
        ("Май, август 2021", "Май, август 2022"),
        ("по итогам каждой четверти", "по итогам каждой четверти"),
        ("до 30.10", "до 30.10"),
        ("31.12.1999", "31.12.2000"),
        ("до 31.12.99", "до 31.12.00"),
    ],
)
def test_years_named_move_and_nothing_else(wording, later):
    assert years_on(wording, 1) == later


@given(st.dates(date(2001, 9, 1), date(2090, 8, 31)), st.integers(1, 5))
def test_the_day_understood_is_the_same_day_of_the_other_year(day, years):
    moved = read_period(years_on(f"до {day:%d.%m.%Y}", years), day.year + years).due_on
    assert moved is not None
    assert (moved.year - day.year, moved.month) == (years, day.month)
    assert moved.day == day.day or (day.day, day.month, moved.day) == (29, 2, 28)


@given(st.text(max_size=60))
def test_a_wording_without_digits_fits_any_year(wording):
    if not any(sign.isdigit() for sign in wording):
        assert years_on(wording, 1) == wording


LONG = "Провести входную диагностику предметных компетенций учителей математики"
VOCABULARY = [*words_of(LONG), "русского", "физики", "школьный", "этап"]
some_words = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=10, unique=True).map(" ".join)


def test_order_case_and_marks_do_not_hide_a_copy():
    copy = "ДИАГНОСТИКУ входную: провести предметных компетенций учителей математики"
    assert is_alike(words_of(LONG), words_of(copy))
    assert not is_alike(words_of(LONG), words_of("Провести педагогический совет по итогам первой четверти"))


@given(st.lists(some_words, max_size=6), st.lists(some_words, max_size=6))
def test_index_finds_exactly_what_comparing_everything_finds(own, others):
    index = LikenessIndex(dict(enumerate(own)))
    expected = {
        (i, j)
        for i, one in enumerate(own)
        for j, other in enumerate(others)
        if len(words_of(one)) >= FEWEST_WORDS and is_alike(words_of(one), words_of(other))
    }
    assert set(index.matches(enumerate(others))) == expected


def test_short_common_phrases_prove_nothing():
    index = LikenessIndex({1: "Заседание педагогического совета"})
    assert list(index.matches([(2, "Заседание педагогического совета")])) == []
