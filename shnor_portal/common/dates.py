"""Dates as documents write them."""

from datetime import date

MONTHS_GENITIVE = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)

MONTHS = (
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
)


def month_in_words(day: date) -> str:
    """«ноябрь 2020»."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def date_in_words(day: date) -> str:
    """«09 сентября 2020 года»: the verbal form of an order, day always in two digits."""
    return f"{day.day:02d} {MONTHS_GENITIVE[day.month - 1]} {day.year} года"


def date_in_digits(day: date) -> str:
    """«09.09.2020»."""
    return f"{day:%d.%m.%Y}"
