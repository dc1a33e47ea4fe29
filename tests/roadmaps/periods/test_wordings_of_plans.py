"""Every wording of time that stands in the plans and passports of five cities is read as a person reads it."""

from datetime import date

import pytest

from roadmaps.periods import PeriodKind, Recurrence, read_period
from tests.roadmaps.periods.builders import days, spans

SCHOOL_YEAR = ["2020-09-01 2021-08-31"]


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        # a city's roadmap of 28 rows
        ("Ноябрь-декабрь 2020 года", ["2020-11-01 2020-12-31"]),
        ("Январь - февраль 2021 года", ["2021-01-01 2021-02-28"]),
        ("Декабрь 2020 года – май 2021 года (по отдельному графику)", ["2020-12-01 2021-05-31"]),
        ("02.11.2020-03.11.2020", ["2020-11-02 2020-11-03"]),
        ("октябрь-ноябрь 2020 года", ["2020-10-01 2020-11-30"]),
        ("Октябрь-ноябрь 2020 года", ["2020-10-01 2020-11-30"]),
        ("ноябрь 2020 года", ["2020-11-01 2020-11-30"]),
        ("ноябрь 2020 года, апрель 2021 года", ["2020-11-01 2020-11-30", "2021-04-01 2021-04-30"]),
        ("Ноябрь, декабрь 2020 года", ["2020-11-01 2020-11-30", "2020-12-01 2020-12-31"]),
        ("Сентябрь-октябрь 2020 года (по отдельному плану ОО)", ["2020-09-01 2020-10-31"]),
        ("Февраль-март 2021 года", ["2021-02-01 2021-03-31"]),
        ("январь-февраль 2021 года", ["2021-01-01 2021-02-28"]),
        ("Август 2021 года", ["2021-08-01 2021-08-31"]),
        ("Февраль-апрель 2021 года", ["2021-02-01 2021-04-30"]),
        ("Апрель-май 2021 года", ["2021-04-01 2021-05-31"]),
        ("Март-май 2021 года Август 2021 года", ["2021-03-01 2021-05-31", "2021-08-01 2021-08-31"]),
        # a plan of 25 rows and its passport
        ("Сентябрь 2020", ["2020-09-01 2020-09-30"]),
        ("Сентябрь 2020-май 2021", ["2020-09-01 2021-05-31"]),
        ("Октябрь 2020- май 2021", ["2020-10-01 2021-05-31"]),
        ("Октябрь 2020 Май 2021", ["2020-10-01 2020-10-31", "2021-05-01 2021-05-31"]),
        ("Декабрь 2020 - Февраль 2021", ["2020-12-01 2021-02-28"]),
        ("Октябрь 2020", ["2020-10-01 2020-10-31"]),
        ("Сентябрь - октябрь", ["2020-09-01 2020-10-31"]),
        ("Ноябрь 2020", ["2020-11-01 2020-11-30"]),
        ("Апрель-май 2021", ["2021-04-01 2021-05-31"]),
        ("Май, август 2021", ["2021-05-01 2021-05-31", "2021-08-01 2021-08-31"]),
        ("Сентябрь 2020 – август 2021", SCHOOL_YEAR),
        # passports of longer projects
        ("01.09.2020 - 31.08.2022 гг.", ["2020-09-01 2022-08-31"]),
        ("2021-2024 гг.", ["2021-01-01 2024-12-31"]),
        ("на 2021-2024 годы", ["2021-01-01 2024-12-31"]),
        ("на 2020-2024 годы", ["2020-01-01 2024-12-31"]),
        # terms inside the text of a programme
        ("ноябрь текущего учебного года", ["2020-11-01 2020-11-30"]),
        ("февраль текущего учебного года", ["2021-02-01 2021-02-28"]),
        ("во второй четверти", ["2020-11-09 2020-12-30"]),
    ],
)
def test_named_days(wording, expected):
    period = read_period(wording, 2020)

    assert period.kind is PeriodKind.INTERVALS
    assert period.intervals == spans(*expected)
    assert period.due_days == tuple(interval.ends_on for interval in spans(*expected))
    assert (period.starts_on, period.due_on) == (spans(*expected)[0].starts_on, spans(*expected)[-1].ends_on)
    assert period.wording == wording


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        # a region's roadmap of the calendar year 2018, written without years in order of time
        ("Февраль", ["2018-02-01 2018-02-28"]),
        ("Март", ["2018-03-01 2018-03-31"]),
        (
            "Март, октябрь, ноябрь",
            ["2018-03-01 2018-03-31", "2018-10-01 2018-10-31", "2018-11-01 2018-11-30"],
        ),
        ("Март, Апрель-октябрь", ["2018-03-01 2018-03-31", "2018-04-01 2018-10-31"]),
        ("С мая по ноябрь", ["2018-05-01 2018-11-30"]),
        ("февраль 2018 года", ["2018-02-01 2018-02-28"]),
        ("март 2018 года - август 2018 года", ["2018-03-01 2018-08-31"]),
        ("в течение 2018 года", ["2018-01-01 2018-12-31"]),
    ],
)
def test_named_days_of_a_calendar_year_plan(wording, expected):
    period = read_period(wording, 2017)

    assert period.intervals == spans(*expected)
    assert bool(period.notes) == (period.due_on > date(2018, 8, 31) or period.starts_on < date(2017, 9, 1))


@pytest.mark.parametrize(
    "wording",
    [
        "В течение 2020-2021 учебного года",
        "В течение учебного года",
        "в течение учебного года",
        "в течение учебного 2020–2021 года",
        "В течение года",
        "В течение года по графику",
        "В течение всего периода",
        "на 2020-2021 учебный год",
        "на 2020-2021 уч. год",
        "в 2020/21 учебном году",
    ],
)
def test_whole_year(wording):
    period = read_period(wording, 2020)

    assert period.kind is PeriodKind.WHOLE_YEAR
    assert period.intervals == spans(*SCHOOL_YEAR)
    assert period.due_on == date(2021, 8, 31)


@pytest.mark.parametrize(
    ("wording", "recurrence", "expected"),
    [
        ("по итогам каждой четверти", Recurrence.TERM, ["2020-10-31", "2020-12-30", "2021-03-25", "2021-05-31"]),
        ("1 раз в квартал", Recurrence.QUARTERLY, ["2020-09-30", "2020-12-31", "2021-03-31", "2021-06-30"]),
        (
            "регулярно (не реже 1 раза в месяц)",
            Recurrence.MONTHLY,
            [
                "2020-09-30",
                "2020-10-31",
                "2020-11-30",
                "2020-12-31",
                "2021-01-31",
                "2021-02-28",
                "2021-03-31",
                "2021-04-30",
                "2021-05-31",
            ],
        ),
        ("Ежегодно", Recurrence.YEARLY, ["2021-08-31"]),
    ],
)
def test_what_is_done_again(wording, recurrence, expected):
    period = read_period(wording, 2020)

    assert (period.kind, period.recurrence) == (PeriodKind.RECURRING, recurrence)
    assert period.due_days == days(*expected)


def test_deadline_says_nothing_of_the_beginning():
    period = read_period("до 30.10.2020", 2020)

    assert period.kind is PeriodKind.DEADLINE
    assert (period.starts_on, period.due_on) == (None, date(2020, 10, 30))


@pytest.mark.parametrize("wording", ["По отдельному графику", "по отдельному плану ОО"])
def test_schedule_kept_elsewhere(wording):
    period = read_period(wording, 2020)

    assert period.kind is PeriodKind.SCHEDULE
    assert (period.starts_on, period.due_on, period.due_days) == (None, None, ())
    assert period.is_readable


def test_row_without_a_period():
    assert read_period("", 2020).kind is PeriodKind.EMPTY


def test_two_terms_in_one_sentence_are_both_read_and_the_rest_is_told():
    period = read_period("во второй четверти или первой части второго триместра", 2020)

    assert period.intervals == spans("2020-11-09 2020-12-30", "2020-12-01 2021-02-28")
    assert period.notes == ("Не учтено: «первой части».",)


def test_schedule_beside_days_is_told():
    period = read_period("Сентябрь-октябрь 2020 года (по отдельному плану ОО)", 2020)

    assert period.notes == ("Кроме того, сказано «по отдельному плану ОО».",)
