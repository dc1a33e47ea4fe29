"""What holds for any text: nothing breaks, the wording survives, and what is told can be read again."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from roadmaps.periods import Interval, PeriodKind, read_period
from roadmaps.periods.normal import normalise
from roadmaps.periods.telling import deadlines, spans
from roadmaps.periods.words import school_year

YEAR = school_year(2020)
school_days = st.dates(YEAR.starts_on, YEAR.ends_on)
any_days = st.dates(date(2001, 1, 1), date(2098, 12, 31))
WORDS = """
до с по к не позднее в конце начале течение итогам каждой раз раза квартал четверть четверти триместр полугодие месяц
неделя декада каникулы осенние год года учебный 2020 2021 2020-2021 1 2 15 0 31 I II IV П 30.10 31.02 02.11.2020
00.00.2021 99.13.21 январь февраля март май август октябрь - – , ( ) и ежемесячно постоянно число первая последняя
половина графику плану включительно зима
"""
words = st.sampled_from(WORDS.split())
phrases = st.lists(words, min_size=1, max_size=9).map(" ".join)
intervals = st.tuples(any_days, any_days).map(lambda pair: Interval(min(pair), max(pair)))


@given(st.one_of(st.text(max_size=80), phrases), st.integers(2000, 2098))
def test_any_text_is_answered_and_kept(wording, year):
    period = read_period(wording, year)

    assert period.wording == wording
    assert period.describe()
    assert bool(period.problem) == (period.kind is PeriodKind.UNKNOWN)
    assert list(period.due_days) == sorted(set(period.due_days))
    assert all(days.starts_on <= days.ends_on for days in period.intervals)
    assert period.is_readable or not (period.intervals or period.due_days)


@given(phrases)
def test_turns_of_a_rhythm_lie_within_its_days(wording):
    period = read_period(wording, 2020)
    if period.kind is PeriodKind.RECURRING:
        assert all(any(span.starts_on <= day <= span.ends_on for span in period.intervals) for day in period.due_days)


@given(st.text(max_size=80))
def test_folding_twice_is_folding_once(text):
    once = normalise(text)

    assert normalise(once.text).text == once.text
    assert len(once.text) == len(once.places)


@given(st.lists(intervals, min_size=1, max_size=4, unique=True))
def test_told_intervals_read_back(days):
    assert read_period(spans(sorted(days)), 2020).intervals == tuple(sorted(days))


@given(st.lists(any_days, min_size=1, max_size=4, unique=True))
def test_told_deadlines_read_back(days):
    period = read_period(deadlines(sorted(days)), 2020)

    assert (period.kind, period.due_days) == (PeriodKind.DEADLINE, tuple(sorted(days)))


@given(school_days, st.sampled_from(["{:%d.%m}", "{:%d.%m.%Y}", "{:%d.%m.%y}", "{:%Y-%m-%d}", "{:%d/%m/%Y} г."]))
def test_day_of_the_school_year_needs_no_year(day, written):
    assert read_period(written.format(day), 2020).intervals == (Interval(day, day),)


@given(st.text(alphabet="ноябрь 2020–декабрь\u00a0г.", max_size=40))
def test_case_does_not_matter(wording):
    lower, upper = read_period(wording.lower(), 2020), read_period(wording.upper(), 2020)

    assert (lower.kind, lower.intervals) == (upper.kind, upper.intervals)
