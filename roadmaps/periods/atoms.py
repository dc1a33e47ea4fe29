"""The smallest pieces of a wording that name days: a date, a month, the first week of it, a quarter, holidays."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from roadmaps.periods.lexer import LAST, Token
from roadmaps.periods.parts import Part, PeriodError, exact
from roadmaps.periods.terms import Terms
from roadmaps.periods.words import Interval, school_year

_WEEK = timedelta(days=6)
_MONTHS_OF_A_YEAR = 12
_NO_SUCH_DAY = "Числа месяца начинаются с единицы."


@dataclass(frozen=True, slots=True)
class Atom:
    """First and last day. What «до» before it means: to its `last` day, to its `first`, or to the day `before` it."""

    first: Part
    last: Part
    until: str = "last"


@dataclass(frozen=True, slots=True)
class YearFrame:
    """The school year in which a wording is read."""

    base: int
    terms: Terms


Tokens = Sequence[Token]
Reader = Callable[[Tokens, YearFrame], list[Atom]]


def _named(tokens: Tokens, letters: str) -> list[Token]:
    return [token for token in tokens if token.letter in letters]


def _said_year(tokens: Tokens) -> int | None:
    return next((token.year for token in tokens if token.letter == "Y"), None)


def _numbers(tokens: Tokens) -> list[int]:
    return [token.number or 0 for token in _named(tokens, "NO")]


def _day_numbers(tokens: Tokens) -> list[int]:
    """Numbers that must be days of a month."""
    numbers = _numbers(tokens)
    if min(numbers) < 1:
        raise PeriodError(_NO_SUCH_DAY)
    return numbers


def _tail(tokens: Tokens) -> Part:
    """The date or month at the end, whose year and month hold for the numbers before it."""
    token = _named(tokens, "DdM")[-1]
    year = token.year or _said_year(tokens)
    if token.letter == "M":
        return Part(token.number or 0, 0, year)
    if token.day < 1:
        raise PeriodError(_NO_SUCH_DAY)
    return Part(token.month, token.day, year)


def _days(tokens: Tokens, _: YearFrame) -> list[Atom]:
    """«02-03.11.2020», «с 2 по 13 ноября»."""
    tail, numbers = _tail(tokens), _day_numbers(tokens)
    return [Atom(Part(tail.month, numbers[0], tail.year), replace(tail, day=tail.day or numbers[1]))]


def _list_of_days(tokens: Tokens, _: YearFrame) -> list[Atom]:
    """«1, 15 и 29 марта»."""
    tail = _tail(tokens)
    days = [replace(tail, day=number) for number in _day_numbers(tokens)]
    return [Atom(day, day) for day in days]


def _date(tokens: Tokens, _: YearFrame) -> list[Atom]:
    tail = _tail(tokens)
    day = tail if tail.day else replace(tail, day=_day_numbers(tokens)[0])
    return [Atom(day, day)]


def _month(tokens: Tokens, _: YearFrame) -> list[Atom]:
    tail = _tail(tokens)
    return [Atom(Part(tail.month, 1, tail.year), tail, "before")]


_PARTS_OF_A_MONTH = {
    "w": {1: (1, 7), 2: (8, 14), 3: (15, 21), 4: (22, 28), 5: (29, 0), LAST: (-6, 0)},
    "k": {1: (1, 10), 2: (11, 20), 3: (21, 0), LAST: (21, 0)},
    "p": {1: (1, 15), 2: (16, 0), LAST: (16, 0)},
    "B": {-1: (1, 10), 0: (11, 20), 1: (21, 0)},
}
"""Weeks are counted from the first of the month, seven days each."""


def _part_of_month(tokens: Tokens, _: YearFrame) -> list[Atom]:
    """«первая неделя ноября», «I декада», «конец октября»."""
    tail = _tail(tokens)
    unit = _named(tokens, "wkpB")[0]
    numbers = [unit.number or 0] if unit.letter == "B" else _numbers(tokens)
    known = _PARTS_OF_A_MONTH[unit.letter]
    if not all(number in known for number in numbers):
        raise PeriodError("Такой части в месяце нет.")
    first, last = known[numbers[0]][0], known[numbers[-1]][1]
    until = "first" if unit.number == -1 else "last"
    return [Atom(Part(tail.month, first, tail.year), Part(tail.month, last, tail.year), until)]


def _units(tokens: Tokens, frame: YearFrame) -> list[Atom]:
    """«I квартал 2021 года», «I–II четверти», «до конца 1-го полугодия»."""
    letter = _named(tokens, "qhtrp")[0].letter.replace("p", "h")
    found = [_unit(letter, number, _said_year(tokens), frame) for number in _numbers(tokens)]
    if any(token.letter in "-T" for token in tokens):
        found = [Interval(found[0].starts_on, found[-1].ends_on)]
    edge = tokens[0].number if tokens[0].letter == "B" else None
    return [_edge(span, edge) for span in found]


def _unit(letter: str, number: int, year: int | None, frame: YearFrame) -> Interval:
    if letter == "q" or (letter == "h" and year is not None):
        return _calendar_unit(3 if letter == "q" else 6, number, year, frame.base)
    terms = {"t": frame.terms.quarters, "r": frame.terms.trimesters, "h": frame.terms.half_years}[letter]
    ends_in_autumn = number <= {"t": 2, "r": 1, "h": 1}[letter]
    return _numbered(terms(frame.base if year is None else year - (not ends_in_autumn)), number)


def _calendar_unit(months: int, number: int, year: int | None, base: int) -> Interval:
    """A quarter or half of a calendar year; the last quarter falls into the first year of a school year."""
    count = _MONTHS_OF_A_YEAR // months
    said = year if year is not None else base + (number != count)
    starts = [date(said, month, 1) for month in range(1, _MONTHS_OF_A_YEAR + 1, months)]
    pairs = pairwise([*starts, date(said + 1, 1, 1)])
    return _numbered([Interval(start, after - timedelta(days=1)) for start, after in pairs], number)


def _numbered(units: Sequence[Interval], number: int) -> Interval:
    if number == LAST:
        return units[-1]
    if not 1 <= number <= len(units):
        raise PeriodError(f"Отрезка с номером {number} в учебном году нет.")
    return units[number - 1]


def _edge(span: Interval, edge: int | None) -> Atom:
    """The first or the last week of a span, or the whole of it."""
    if edge == 1:
        return Atom(*exact(Interval(span.ends_on - _WEEK, span.ends_on)))
    if edge == -1:
        return Atom(*exact(Interval(span.starts_on, span.starts_on + _WEEK)), "first")
    return Atom(*exact(span), "before")


def _holidays(tokens: Tokens, frame: YearFrame) -> list[Atom]:
    """«осенние каникулы»; holidays without a name are those inside the lessons."""
    seasons = _named(tokens, "S")
    year = _said_year(tokens)
    if not seasons:
        return [Atom(*exact(span), "before") for span in frame.terms.holidays(frame.base)[:3]]
    place = {9: 0, 12: 1, 3: 2, 6: 3}
    starts = [frame.base if year is None else year - bool(place[season.month]) for season in seasons]
    spans = [frame.terms.holidays(start)[place[season.month]] for start, season in zip(starts, seasons, strict=True)]
    return [Atom(*exact(span), "before") for span in spans]


def _season(tokens: Tokens, _: YearFrame) -> list[Atom]:
    month, year = tokens[0].month, _said_year(tokens)
    last = (month + 1) % _MONTHS_OF_A_YEAR + 1
    return [Atom(Part(month, 1, year if last > month else None), Part(last, 0, year), "before")]


def _edge_of_year(tokens: Tokens, frame: YearFrame) -> list[Atom]:
    """«начало учебного года» is September, the middle of it December and January, the end is May."""
    edge, base = tokens[0].number, frame.base
    lessons_end = frame.terms.lessons(base).ends_on
    spans = {
        -1: Interval(date(base, 9, 1), date(base, 9, 30)),
        0: Interval(date(base, 12, 1), date(base + 1, 1, 31)),
        1: Interval(lessons_end.replace(day=1), lessons_end),
    }
    return [Atom(*exact(spans[edge or 0]), "first" if edge == -1 else "last")]


def _school_year(_: Tokens, frame: YearFrame) -> list[Atom]:
    return [Atom(*exact(school_year(frame.base)))]


def _years(tokens: Tokens, _: YearFrame) -> list[Atom]:
    """«2021–2024 гг.», «начало 2021 года»."""
    years = [token.year for token in _named(tokens, "Y")]
    first, last = {None: (1, 12), -1: (1, 1), 0: (6, 7), 1: (12, 12)}[tokens[0].number]
    return [Atom(Part(first, 1, years[0]), Part(last, 0, years[-1]), "first" if tokens[0].number == -1 else "before")]


_READERS: dict[str, tuple[str, Reader]] = {
    "days": (r"F?[NO][-T](?:[NO]M(?:,?Y)?|D|dY?)", _days),
    "list_of_days": (r"[NO](?:,[NO])+MY?", _list_of_days),
    "date": (r"D|dY?|[NO]MY?", _date),
    "part": (r"(?:[NO](?:[-,T][NO])*[wkp]|B)MY?", _part_of_month),
    "units": (r"B?[NO](?:[-,T][NO])*[qhtr]Y?|[NO]p(?=[AgY])Y?", _units),
    "month": (r"M(?:,?Y(?!-Y))?", _month),
    "holidays": (r"S(?:,S)*VY?|V", _holidays),
    "season": (r"SP?Y?", _season),
    "edge": (r"B[Ag]", _edge_of_year),
    "outcome": (r"(?<=I)[Ag]", _school_year),
    "years": (r"B?Y(?:-Y)?", _years),
}
_ATOM = re.compile("|".join(f"(?P<{name}>{pattern})" for name, (pattern, _) in _READERS.items()))


@dataclass(frozen=True, slots=True)
class Atoms:
    """The shape with every piece that names days written as «a», those pieces, and the tokens left unread."""

    shape: str
    pieces: tuple[Atom, ...]
    unread: tuple[Token, ...]


def find_atoms(tokens: Tokens, frame: YearFrame) -> Atoms:
    """All pieces of a wording that name days. Raises PeriodError for a piece that cannot be."""
    shape: list[str] = []
    pieces: list[Atom] = []
    unread: list[Token] = []
    place = 0
    letters = "".join(token.letter for token in tokens)
    while place < len(tokens):
        found = _ATOM.match(letters, place)
        if found is None:
            shape.append(letters[place])
            unread.append(tokens[place])
            place += 1
            continue
        read = _READERS[found.lastgroup or ""][1](tokens[place : found.end()], frame)
        shape.append(",".join("a" * len(read)))
        pieces += read
        place = found.end()
    return Atoms("".join(shape), tuple(pieces), tuple(unread))
