"""How often something is done: read from a shape, and laid out as days of a school year."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from roadmaps.periods.lexer import Token
from roadmaps.periods.terms import Terms
from roadmaps.periods.words import Interval, Recurrence, school_year, school_years_of

_DAY = timedelta(days=1)
_WORK_WEEK = 5
_JULY = 7
"""The summer quarter is due in September: of the school year that begins then, not of the one that ends in August."""
_UNITS = {
    "w": Recurrence.WEEKLY,
    "m": Recurrence.MONTHLY,
    "q": Recurrence.QUARTERLY,
    "t": Recurrence.TERM,
    "r": Recurrence.TERM,
    "h": Recurrence.HALF_YEAR,
    "g": Recurrence.YEARLY,
    "A": Recurrence.YEARLY,
}
_EDGE_DAYS: dict[int | None, int] = {-1: 10, 0: 20}
_UNIT = "[qhtrwmgA]"
_SHARES: dict[int, Callable[[Terms, int], tuple[Interval, ...]]] = {
    2: Terms.half_years,
    3: Terms.trimesters,
    4: Terms.quarters,
}
_RHYTHM = re.compile(
    rf"(?:[NO][-,])?(?P<times>[NO])?z,?(?P<every>N)?(?P<unit>{_UNIT})"
    rf"|(?:I|(?P<part>B))?e(?P<nth>[NO])?(?P<each>{_UNIT})"
    r"|I(?P<outcome>[qhtrwm])"
    r"|(?<!U)(?P<side>B)(?P<edge>[qhtrm])(?!Y)"
    r"|T(?P<by>w)"
    r"|(?P<word>E)"
)
_DAY_OF_MONTH = re.compile(r"(?:[NO]-)?(?P<day>[NO])c")
_MASK = "_"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """`times` in each `every`-th unit; `day` of the month when said; `by_trimesters` instead of quarters of lessons."""

    recurrence: Recurrence
    times: int = 1
    every: int = 1
    day: int | None = None
    by_trimesters: bool = False


def find_rhythm(tokens: Sequence[Token]) -> tuple[Rhythm | None, list[Token]]:
    """The first rhythm named, and the tokens with all that was read from them masked."""
    shape = "".join(token.letter for token in tokens)
    found = _RHYTHM.search(shape)
    if found is None:
        return None, list(tokens)
    rhythm = _rhythm(found, tokens)
    masked = _masked(tokens, found.span())
    day = _DAY_OF_MONTH.search("".join(token.letter for token in masked))
    if day is None:
        return rhythm, masked
    number = masked[day.start("day")].number or 0
    return replace(rhythm, day=number if number > 0 else None), _masked(masked, day.span())


def _masked(tokens: Sequence[Token], span: tuple[int, int]) -> list[Token]:
    start, end = span
    return [replace(token, letter=_MASK) if start <= place < end else token for place, token in enumerate(tokens)]


def _rhythm(found: "re.Match[str]", tokens: Sequence[Token]) -> Rhythm:
    unit = tokens[found.start()].unit if found["word"] else _first(found, "unit", "each", "outcome", "edge", "by")
    times = _value(found, tokens, "times")
    every = _value(found, tokens, "every") * _value(found, tokens, "nth")
    if unit == "m" and (times, every) == (2, 1):
        return Rhythm(Recurrence.TWICE_A_MONTH, 2)
    return Rhythm(_UNITS[unit], times, every, _day_of_edge(found, tokens, unit), by_trimesters=unit == "r")


def _day_of_edge(found: "re.Match[str]", tokens: Sequence[Token], unit: str) -> int | None:
    """«в начале» and «в середине каждого месяца» end on the 10th and the 20th."""
    edge = next((tokens[found.start(name)].number for name in ("part", "side") if found[name]), None)
    return _EDGE_DAYS.get(edge) if unit == "m" else None


def _first(found: "re.Match[str]", *names: str) -> str:
    return next(value for name in names if (value := found[name]))


def _value(found: "re.Match[str]", tokens: Sequence[Token], name: str) -> int:
    """A number beside the unit, between 1 and 31; 1 when none was said."""
    said = tokens[found.start(name)].number if found[name] else None
    return min(max(said or 1, 1), 31)


def due_days(rhythm: Rhythm, spans: Iterable[Interval], year: int, terms: Terms) -> tuple[date, ...]:
    """Days by which each turn is due, within the spans and the school year."""
    frame = school_year(year)
    found: set[date] = set()
    for span in spans:
        first, last = max(span.starts_on, frame.starts_on), min(span.ends_on, frame.ends_on)
        if first <= last:
            found.update(_days_within(rhythm, Interval(first, last), terms))
    return tuple(sorted(found))


def natural_span(rhythm: Rhythm, year: int, terms: Terms) -> Interval:
    """When nothing else is said: lessons for what goes with lessons, the school year for the rest."""
    whole = {Recurrence.QUARTERLY, Recurrence.YEARLY}
    return school_year(year) if rhythm.recurrence in whole else terms.lessons(year)


def _days_within(rhythm: Rhythm, span: Interval, terms: Terms) -> list[date]:
    cut = [
        Interval(max(unit.starts_on, span.starts_on), min(unit.ends_on, span.ends_on))
        for unit in _units(rhythm, span, terms)
    ]
    cut = [unit for unit in cut if unit.starts_on <= unit.ends_on]
    groups = [cut[place : place + rhythm.every] for place in range(0, len(cut), rhythm.every)]
    whole = [Interval(group[0].starts_on, group[-1].ends_on) for group in groups]
    return [day for unit in whole for day in _turns(rhythm, unit)]


def _turns(rhythm: Rhythm, unit: Interval) -> list[date]:
    """Ends of `times` equal parts of a unit, or the day of the month that was named."""
    if rhythm.day is not None:
        ends_on = unit.ends_on
        named = ends_on.replace(day=1) + _DAY * (min(max(rhythm.day, 1), 31) - 1)
        return [named] if named.month == ends_on.month and unit.starts_on <= named <= ends_on else [ends_on]
    length = (unit.ends_on - unit.starts_on).days + 1
    shared = rhythm.recurrence is Recurrence.YEARLY and rhythm.times in _SHARES
    times = 1 if shared else min(rhythm.times, length)
    return [unit.starts_on + _DAY * (length * turn // times - 1) for turn in range(1, times + 1)]


def _units(rhythm: Rhythm, span: Interval, terms: Terms) -> list[Interval]:
    """Weeks, months, quarters or terms that touch the span, ascending."""
    if rhythm.recurrence is Recurrence.WEEKLY:
        return _weeks(span)
    if rhythm.recurrence in (Recurrence.MONTHLY, Recurrence.TWICE_A_MONTH):
        return _months(span, 1)
    if rhythm.recurrence is Recurrence.QUARTERLY:
        return [unit for unit in _months(span, 3) if unit.starts_on.month != _JULY or unit.ends_on <= span.ends_on]
    return [unit for year in school_years_of(span) for unit in _terms(rhythm, year, terms)]


def _terms(rhythm: Rhythm, year: int, terms: Terms) -> tuple[Interval, ...]:
    if rhythm.recurrence is Recurrence.TERM:
        return terms.trimesters(year) if rhythm.by_trimesters else terms.quarters(year)
    if rhythm.recurrence is Recurrence.HALF_YEAR:
        return terms.half_years(year)
    return _shares_of_year(rhythm.times, year, terms) or (school_year(year),)


def _shares_of_year(times: int, year: int, terms: Terms) -> tuple[Interval, ...]:
    """«2, 3, 4 раза в год» go with half-years, trimesters and quarters of lessons."""
    share = _SHARES.get(times)
    return () if share is None else share(terms, year)


def _weeks(span: Interval) -> list[Interval]:
    """Monday to Friday of every week."""
    monday = span.starts_on - _DAY * span.starts_on.weekday()
    count = (span.ends_on - monday).days // 7 + 1
    starts = [monday + _DAY * 7 * week for week in range(count)]
    return [Interval(start, start + _DAY * (_WORK_WEEK - 1)) for start in starts]


def _months(span: Interval, size: int) -> list[Interval]:
    """Calendar months, or quarters of `size` 3."""
    first = span.starts_on.year * 12 + (span.starts_on.month - 1) // size * size
    last = span.ends_on.year * 12 + span.ends_on.month - 1
    starts = [_month_start(number) for number in range(first, last + size + 1, size)]
    return [Interval(start, after - _DAY) for start, after in pairwise(starts)]


def _month_start(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)
