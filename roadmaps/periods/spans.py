"""Pieces that name days joined into ranges and deadlines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from roadmaps.periods.atoms import Atom, YearFrame, find_atoms
from roadmaps.periods.lexer import Token
from roadmaps.periods.parts import interval, resolve
from roadmaps.periods.words import Interval, school_year

_LINK = re.compile(
    r"(?P<range>F?a(?:[-T]a)+)|F(?P<until>aU+a)|(?P<deadline>[UWTI]+a)(?P<whole>i)?|(?P<open>Fa)|(?P<plain>a)"
)
_DAY = timedelta(days=1)
_AUGUST = 8


@dataclass(frozen=True, slots=True)
class Span:
    """Days; whether only the last of them was said («до …»), or only the first («с октября»)."""

    days: Interval
    is_deadline: bool = False
    is_open: bool = False


def find_spans(
    tokens: Sequence[Token], frame: YearFrame, *, in_order: bool = True
) -> tuple[list[Span], tuple[Token, ...]]:
    """Spans of days in the order of the wording, and the tokens not read. Raises PeriodError for what cannot be.

    `in_order`: pieces follow each other in time, so that each helps to find the year of the next; months of a rhythm
    («1 раз в квартал: март, июнь, сентябрь») all lie within the school year.
    """
    atoms = find_atoms(tokens, frame)
    links = list(_LINK.finditer(atoms.shape))
    groups = [link[0].count("a") for link in links]
    dates = _dates(atoms.pieces, [sum(groups)] if in_order else groups, frame.base)
    spans: list[Span] = []
    taken = 0
    for link, count in zip(links, groups, strict=True):
        spans.append(_span(link, atoms.pieces[taken : taken + count], dates[2 * taken : 2 * (taken + count)], frame))
        taken += count
    return spans, atoms.unread


def _dates(atoms: Sequence[Atom], groups: Sequence[int], base: int) -> list[date]:
    """First and last day of every atom; the years of a group are found together."""
    dates: list[date] = []
    for count in groups:
        group = atoms[len(dates) // 2 : len(dates) // 2 + count]
        dates += resolve([part for atom in group for part in (atom.first, atom.last)], base)
    return dates


def _span(link: "re.Match[str]", atoms: Sequence[Atom], dates: Sequence[date], frame: YearFrame) -> Span:
    first, last = dates[0], dates[-1]
    if link["deadline"]:
        counts_whole = bool(link["whole"]) or "U" not in link["deadline"]
        due = last if counts_whole else _until(atoms[-1], dates[-2:])
        return Span(Interval(due, due), is_deadline=True)
    if link["open"]:
        return Span(Interval(first, max(last, school_year(frame.base).ends_on)), is_open=True)
    if link["until"]:
        return Span(interval(first, _until(atoms[-1], dates[-2:])))
    for start, end in zip(dates[::2], dates[1::2], strict=True):
        interval(start, end)
    return Span(interval(_before(first, last, atoms[0]), last))


def _before(first: date, last: date, atom: Atom) -> date:
    """«август – май»: work on a school year begins in the August before it."""
    if first > last and atom.first.year is None and first.month == _AUGUST:
        return first.replace(year=first.year - 1)
    return first


def _until(atom: Atom, days: Sequence[date]) -> date:
    """What «до» names: the day itself, the first day of «начало ноября», the day before a bare month."""
    first, last = days
    return {"last": last, "first": first, "before": first - _DAY}[atom.until]
