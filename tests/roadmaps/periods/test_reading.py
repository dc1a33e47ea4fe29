"""People write periods in many ways; the portal reads them leniently, and says what cannot be."""

from datetime import date

import pytest

from roadmaps.periods import PeriodKind, Recurrence, Terms, read_period
from tests.roadmaps.periods.builders import days, spans

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("НОЯБРЬ—ДЕКАБРЬ 2020 ГОДА", ["2020-11-01 2020-12-31"]),
        (f"{NBSP}ноябрь{NBSP}\u2013\n декабрь\t2020{NBSP}г.", ["2020-11-01 2020-12-31"]),
        ("Ноябрь \u2212 декабрь 2020г", ["2020-11-01 2020-12-31"]),
        ("сен.-окт. 2020", ["2020-09-01 2020-10-31"]),
        ("Mарт 2021", ["2021-03-01 2021-03-31"]),  # a Latin M
        ("c 1 по 5 марта", ["2021-03-01 2021-03-05"]),  # a Latin c
        ("сен\u00adтябрь", ["2020-09-01 2020-09-30"]),  # a soft hyphen
        ("мар\u0442 и ма\u0438\u0306", ["2021-03-01 2021-03-31", "2021-05-01 2021-05-31"]),  # й in two signs
        ("01-05.02.2021", ["2021-02-01 2021-02-05"]),
        ("с 02.11 по 13.11.2020", ["2020-11-02 2020-11-13"]),
        ("с 2 по 13 ноября 2020 г.", ["2020-11-02 2020-11-13"]),
        ("28 - 30 октября", ["2020-10-28 2020-10-30"]),
        ("25 декабря – 10 января", ["2020-12-25 2021-01-10"]),
        ("15 марта 2021 г.", ["2021-03-15 2021-03-15"]),
        ("2020-11-02", ["2020-11-02 2020-11-02"]),
        ("02/11/20", ["2020-11-02 2020-11-02"]),
        ("12.2020", ["2020-12-01 2020-12-31"]),
        ("1, 15 и 29 марта", ["2021-03-01 2021-03-01", "2021-03-15 2021-03-15", "2021-03-29 2021-03-29"]),
        ("ноябрь, март 2021", ["2020-11-01 2020-11-30", "2021-03-01 2021-03-31"]),
        ("ноябрь 2020, март", ["2020-11-01 2020-11-30", "2021-03-01 2021-03-31"]),
        ("ноябрь–март", ["2020-11-01 2021-03-31"]),
        ("с сентября до конца мая", ["2020-09-01 2021-05-31"]),
        ("с октября до мая", ["2020-10-01 2021-04-30"]),
        ("с октября", ["2020-10-01 2021-08-31"]),
        ("август – май", ["2020-08-01 2021-05-31"]),
        ("октябрь 2021-2022 учебного года", ["2021-10-01 2021-10-31"]),
        ("I квартал", ["2021-01-01 2021-03-31"]),
        ("IV квартал", ["2020-10-01 2020-12-31"]),
        ("II–III кварталы 2021 года", ["2021-04-01 2021-09-30"]),
        ("1-е полугодие", ["2020-09-01 2020-12-30"]),
        ("П полугодие", ["2021-01-10 2021-05-31"]),  # Cyrillic П for II
        ("2 полугодие 2021 года", ["2021-07-01 2021-12-31"]),
        ("I–II четверть", ["2020-09-01 2020-12-30"]),
        ("в конце I четверти", ["2020-10-25 2020-10-31"]),
        ("третий триместр", ["2021-03-01 2021-05-31"]),
        ("осенние каникулы", ["2020-11-01 2020-11-08"]),
        ("зимние каникулы 2021 года", ["2020-12-31 2021-01-09"]),
        ("в период летних каникул", ["2021-06-01 2021-08-31"]),
        ("в каникулы", ["2020-11-01 2020-11-08", "2020-12-31 2021-01-09", "2021-03-26 2021-04-03"]),
        ("зима 2021", ["2020-12-01 2021-02-28"]),
        ("осенью и весной", ["2020-09-01 2020-11-30", "2021-03-01 2021-05-31"]),
        ("первая неделя ноября", ["2020-11-01 2020-11-07"]),
        ("последняя неделя мая", ["2021-05-25 2021-05-31"]),
        ("II декада ноября", ["2020-11-11 2020-11-20"]),
        ("первая половина марта", ["2021-03-01 2021-03-15"]),
        ("начало октября", ["2020-10-01 2020-10-10"]),
        ("в середине апреля", ["2021-04-11 2021-04-20"]),
        ("конец мая 2021", ["2021-05-21 2021-05-31"]),
        ("начало учебного года", ["2020-09-01 2020-09-30"]),
        ("29 февраля 2024 г.", ["2024-02-29 2024-02-29"]),
    ],
)
def test_named_days(wording, expected):
    period = read_period(wording, 2020)

    assert period.kind is PeriodKind.INTERVALS
    assert period.intervals == spans(*expected)


@pytest.mark.parametrize(
    ("wording", "due"),
    [
        ("до 1 ноября", "2020-11-01"),
        ("до 25.05", "2021-05-25"),
        ("к 1 сентября 2020 года", "2020-09-01"),
        ("не позднее 1 ноября 2020 г.", "2020-11-01"),
        ("по 25 мая 2021", "2021-05-25"),
        ("до ноября", "2020-10-31"),
        ("к ноябрю", "2020-10-31"),
        ("не позднее ноября", "2020-11-30"),
        ("до ноября включительно", "2020-11-30"),
        ("до конца октября", "2020-10-31"),
        ("к началу декабря", "2020-12-01"),
        ("до конца учебного года", "2021-05-31"),
        ("по итогам учебного года", "2021-08-31"),
        ("до конца II четверти", "2020-12-30"),
        ("до II четверти", "2020-11-08"),
        ("по итогам I полугодия", "2020-12-30"),
    ],
)
def test_deadlines(wording, due):
    period = read_period(wording, 2020)

    assert period.kind is PeriodKind.DEADLINE
    assert period.due_days == days(due)


def test_several_deadlines():
    period = read_period("до 15 мая, до 15 марта", 2020)

    assert period.kind is PeriodKind.DEADLINE
    assert period.due_days == days("2021-03-15", "2021-05-15")


@pytest.mark.parametrize(
    ("wording", "recurrence", "count", "first", "last"),
    [
        ("ежемесячно", Recurrence.MONTHLY, 9, "2020-09-30", "2021-05-31"),
        ("каждый месяц", Recurrence.MONTHLY, 9, "2020-09-30", "2021-05-31"),
        ("ежемесячно до 5 числа", Recurrence.MONTHLY, 9, "2020-09-05", "2021-05-05"),
        ("последнего числа каждого месяца", Recurrence.MONTHLY, 9, "2020-09-30", "2021-05-31"),
        ("в середине месяца", Recurrence.MONTHLY, 9, "2020-09-20", "2021-05-20"),
        ("ежемесячно, октябрь – май", Recurrence.MONTHLY, 8, "2020-10-31", "2021-05-31"),
        ("с 1 октября 1 раз в месяц", Recurrence.MONTHLY, 8, "2020-10-31", "2021-05-31"),
        ("ежемесячно до 25 декабря", Recurrence.MONTHLY, 4, "2020-09-30", "2020-12-25"),
        ("1 раз в 2 месяца", Recurrence.MONTHLY, 5, "2020-10-31", "2021-05-31"),
        ("2 раза в месяц", Recurrence.TWICE_A_MONTH, 18, "2020-09-15", "2021-05-31"),
        ("ежеквартально", Recurrence.QUARTERLY, 4, "2020-09-30", "2021-06-30"),
        ("1 раз в квартал (март, июнь, сентябрь, декабрь)", Recurrence.QUARTERLY, 4, "2020-09-30", "2021-06-30"),
        ("не реже одного раза в четверть", Recurrence.TERM, 4, "2020-10-31", "2021-05-31"),
        ("в конце каждой четверти", Recurrence.TERM, 4, "2020-10-31", "2021-05-31"),
        ("1 раз в триместр", Recurrence.TERM, 3, "2020-11-30", "2021-05-31"),
        ("раз в полугодие", Recurrence.HALF_YEAR, 2, "2020-12-30", "2021-05-31"),
        ("2 раза в год", Recurrence.YEARLY, 2, "2020-12-30", "2021-05-31"),
        ("трижды в год", Recurrence.YEARLY, 3, "2020-11-30", "2021-05-31"),
        ("5 раз в год", Recurrence.YEARLY, 5, "2020-11-12", "2021-08-31"),
        ("ежегодно, до 1 октября", Recurrence.YEARLY, 1, "2020-10-01", "2020-10-01"),
        ("еженедельно", Recurrence.WEEKLY, 40, "2020-09-04", "2021-05-31"),
        ("еженедельно, ноябрь", Recurrence.WEEKLY, 5, "2020-11-06", "2020-11-30"),
        ("по субботам", Recurrence.WEEKLY, 40, "2020-09-04", "2021-05-31"),
        ("раз в две недели", Recurrence.WEEKLY, 20, "2020-09-11", "2021-05-31"),
    ],
)
def test_what_is_done_again(wording, recurrence, count, first, last):
    period = read_period(wording, 2020)

    assert (period.kind, period.recurrence) == (PeriodKind.RECURRING, recurrence)
    assert len(period.due_days) == count
    assert (period.due_days[0], period.due_on) == days(first, last)


def test_times_in_a_unit_are_kept():
    period = read_period("не реже 3 раз в 2 месяца", 2020)

    assert (period.recurrence, period.times, period.every) == (Recurrence.MONTHLY, 3, 2)


@pytest.mark.parametrize("wording", ["постоянно", "весь период", "ежедневно", "2020/2021", "Постоянно в течение года"])
def test_all_the_year_round(wording):
    assert read_period(wording, 2020).kind is PeriodKind.WHOLE_YEAR


@pytest.mark.parametrize(
    "wording", ["по мере необходимости", "по плану ОО", "согласно плану-графику", "в установленные сроки", "по запросу"]
)
def test_what_another_paper_or_chance_decides(wording):
    assert read_period(wording, 2020).kind is PeriodKind.SCHEDULE


@pytest.mark.parametrize(
    ("wording", "said"),
    [
        ("31.02.2021", "Такой даты нет: 31.02.2021."),
        ("29 февраля", "Такой даты нет: 29.02.2021."),
        ("до 31 ноября", "Такой даты нет: 31.11.2020."),
        ("00.03.2021", "Числа месяца начинаются с единицы."),
        ("05.02.2021-01.02.2021", "Начало срока позже его конца: 05.02.2021 и 01.02.2021."),
        ("15.11-10.11", "Начало срока позже его конца: 15.11.2020 и 10.11.2020."),
        ("май 2021 – ноябрь 2020", "Начало срока позже его конца: 01.05.2021 и 30.11.2020."),
        ("7 четверть", "Отрезка с номером 7 в учебном году нет."),
        ("6-я неделя ноября", "Такой части в месяце нет."),
    ],
)
def test_what_cannot_be_is_told(wording, said):
    period = read_period(wording, 2020)

    assert period.kind is PeriodKind.UNKNOWN
    assert period.problem == period.describe() == said
    assert (period.intervals, period.due_days, period.is_readable) == ((), (), False)


@pytest.mark.parametrize("wording", ["когда-нибудь", "за две недели до ВПР", "через 10 дней", "中文", "x" * 1001])
def test_what_is_not_understood_is_told(wording):
    period = read_period(wording, 2020)

    assert period.kind is PeriodKind.UNKNOWN
    assert period.problem


@pytest.mark.parametrize("wording", ["", "  ", "—", "\u200b", "..."])
def test_nothing_written(wording):
    period = read_period(wording, 2020)

    assert (period.kind, period.problem) == (PeriodKind.EMPTY, "")


def test_outside_the_school_year_is_a_note_and_no_wall():
    period = read_period("март 2019", 2020)

    assert period.kind is PeriodKind.INTERVALS
    assert period.notes == ("Срок выходит за 2020/2021 учебный год: 01.03.2019 – 31.03.2019.",)


def test_words_left_aside_are_told_as_written():
    assert read_period("Март 2021 (после ВПР)", 2020).notes == ("Не учтено: «после ВПР».",)


def test_every_kind_and_rhythm_has_a_label():
    assert all(value.label for value in [*PeriodKind, *Recurrence])


@pytest.mark.parametrize(
    ("wording", "told"),
    [
        ("02.11.2020-03.11.2020", "с 02.11.2020 по 03.11.2020"),
        ("до 30.10", "до 30.10.2020"),
        ("раз в четверть", "4 раза: до 31.10.2020, до 30.12.2020, до 25.03.2021, до 31.05.2021"),
        ("ежемесячно", "9 раз: до 30.09.2020, до 31.10.2020, до 30.11.2020 … до 31.05.2021"),
        ("ежемесячно в 2019 году", "повторяется, но ни один срок не попадает в учебный год"),
        ("в течение года", "с 01.09.2020 по 31.08.2021"),
        ("по графику", "по отдельному графику или плану, дней портал не знает"),
        ("—", "срок не указан"),
    ],
)
def test_how_the_portal_understood(wording, told):
    assert read_period(wording, 2020).describe() == told


def test_days_of_a_month_for_a_calendar():
    period = read_period("2 раза в месяц", 2020)

    assert period.occurrences(date(2020, 11, 1), date(2020, 11, 30)) == days("2020-11-15", "2020-11-30")


def test_order_of_time():
    wordings = ["по графику", "март", "до 30.10", "сентябрь", "в течение года"]
    ordered = sorted((read_period(wording, 2020) for wording in wordings), key=lambda period: period.sort_key)

    assert [period.wording for period in ordered] == ["сентябрь", "в течение года", "до 30.10", "март", "по графику"]


def test_city_with_terms_of_its_own():
    own = Terms(quarter_ends=((10, 24), (12, 28), (3, 20), (5, 25)), holiday_days=(7, 12, 8))
    period = read_period("по итогам четверти", 2020, own)

    assert period.due_days == days("2020-10-24", "2020-12-28", "2021-03-20", "2021-05-25")
    assert read_period("осенние каникулы", 2020, own).intervals == spans("2020-10-25 2020-10-31")


@pytest.mark.parametrize(
    "terms",
    [
        {"quarter_ends": ((10, 32), (12, 30), (3, 25), (5, 31))},
        {"quarter_ends": ((12, 30), (10, 31), (3, 25), (5, 31))},
        {"quarter_ends": ((10, 31), (10, 31), (3, 25), (5, 31))},
        {"holiday_days": (90, 10, 9)},
        {"holiday_days": (-1, 10, 9)},
    ],
)
def test_terms_that_cannot_be_are_refused(terms):
    with pytest.raises(ValueError, match=r"terms|lessons|day|month"):
        Terms(**terms)
