"""From the wording to the period."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from roadmaps.periods.atoms import YearFrame
from roadmaps.periods.lexer import Reading, Token, read_tokens
from roadmaps.periods.normal import Normal, normalise
from roadmaps.periods.parts import PeriodError
from roadmaps.periods.period import Period
from roadmaps.periods.rhythm import Rhythm, due_days, find_rhythm, natural_span
from roadmaps.periods.spans import Span, find_spans
from roadmaps.periods.terms import DEFAULT_TERMS, Terms
from roadmaps.periods.words import Interval, PeriodKind, school_year
from shnor_portal.common.dates import date_in_digits
from shnor_portal.common.years import format_academic_year

LONGEST_WORDING = 1000
"""Signs; a longer text is a paragraph that got into the wrong column."""

_WHOLE_YEAR_LETTERS = frozenset("AgCP")
_STRANGE_LETTERS = frozenset("xNO")
_UNREAD = "Срок не разобран. Напишите, например, «до 30.10.2020», «ноябрь – декабрь», «1 раз в четверть»."
_TOO_LONG = f"Срок длиннее {LONGEST_WORDING} знаков. Оставьте в этой графе только срок."


@dataclass(frozen=True, slots=True)
class _Found:
    """What a wording holds: spans of days, a rhythm, the year as a whole, and words that were of no use."""

    spans: tuple[Span, ...]
    rhythm: Rhythm | None
    says_whole_year: bool
    strangers: tuple[Token, ...]


def read_period(wording: str, academic_year: int, terms: Terms = DEFAULT_TERMS) -> Period:
    """What the wording means in a plan of the school year that begins in `academic_year`. Never raises.

    The wording is kept as it came. What cannot be understood, or cannot be (31.02), is of kind UNKNOWN with a problem
    in words; a period outside the school year is read and carries a note.
    """
    if not any(sign.isalnum() for sign in wording):
        return Period(wording, PeriodKind.EMPTY, academic_year)
    if len(wording) > LONGEST_WORDING:
        return Period(wording, PeriodKind.UNKNOWN, academic_year, problem=_TOO_LONG)
    normal = normalise(wording)
    reading = read_tokens(normal)
    frame = YearFrame(_said_base(reading.tokens, academic_year), terms)
    try:
        found = _find(reading, frame)
    except PeriodError as impossible:
        return Period(wording, PeriodKind.UNKNOWN, academic_year, problem=str(impossible))
    period = _period(Period(wording, PeriodKind.UNKNOWN, academic_year, problem=_UNREAD), found, reading, frame)
    return replace(period, notes=tuple(_notes(period, found, reading, normal))) if period.is_readable else period


def _said_base(tokens: Sequence[Token], academic_year: int) -> int:
    """The school year that the wording itself names, or the plan's."""
    return next((token.year for token in tokens if token.letter == "A" and token.year is not None), academic_year)


def _find(reading: Reading, frame: YearFrame) -> _Found:
    rhythm, rest = find_rhythm(reading.tokens)
    spans, unread = find_spans(rest, frame, in_order=rhythm is None)
    says_whole_year = any(token.letter in _WHOLE_YEAR_LETTERS for token in rest)
    strangers = tuple(token for token in unread if token.letter in _STRANGE_LETTERS)
    return _Found(tuple(spans), rhythm, says_whole_year, strangers)


def _period(unread: Period, found: _Found, reading: Reading, frame: YearFrame) -> Period:
    """The kind by what was found, the most definite first."""
    if found.rhythm is not None:
        return _recurring(unread, found.rhythm, found.spans, frame)
    if found.spans:
        return _dated(unread, found.spans)
    if found.says_whole_year:
        year = school_year(frame.base)
        return replace(unread, kind=PeriodKind.WHOLE_YEAR, intervals=(year,), due_days=(year.ends_on,), problem="")
    if reading.schedules:
        return replace(unread, kind=PeriodKind.SCHEDULE, problem="")
    return unread


def _dated(unread: Period, spans: Sequence[Span]) -> Period:
    days = sorted({span.days for span in spans})
    is_deadline = all(span.is_deadline for span in spans)
    return replace(
        unread,
        kind=PeriodKind.DEADLINE if is_deadline else PeriodKind.INTERVALS,
        intervals=tuple(days),
        due_days=tuple(sorted({day.ends_on for day in days})),
        problem="",
    )


def _recurring(unread: Period, rhythm: Rhythm, spans: Sequence[Span], frame: YearFrame) -> Period:
    """A rhythm within the days named, or, when several are named («1 раз в квартал: март, июнь»), those days."""
    natural = natural_span(rhythm, frame.base, frame.terms)
    within = sorted({_since(natural, span) for span in spans}) or [natural]
    named = tuple(sorted({span.ends_on for span in within}))
    return replace(
        unread,
        kind=PeriodKind.RECURRING,
        intervals=tuple(within),
        due_days=named if len(within) > 1 else due_days(rhythm, within, frame.base, frame.terms),
        recurrence=rhythm.recurrence,
        times=rhythm.times,
        every=rhythm.every,
        problem="",
    )


def _since(natural: Interval, span: Span) -> Interval:
    """«ежемесячно до 25 мая» lasts from the beginning of lessons, «с октября ежемесячно» to their end."""
    if span.is_deadline:
        return Interval(min(natural.starts_on, span.days.ends_on), span.days.ends_on)
    if span.is_open:
        return Interval(span.days.starts_on, max(span.days.starts_on, natural.ends_on))
    return span.days


def _notes(period: Period, found: _Found, reading: Reading, normal: Normal) -> list[str]:
    notes = []
    if period.kind is not PeriodKind.SCHEDULE:
        notes += [f"Кроме того, сказано «{phrase}»." for phrase in reading.schedules]
        notes += [f"Не учтено: «{words}»." for words in _strangers(found.strangers, normal)]
    year = school_year(period.academic_year)
    if any(days.starts_on < year.starts_on or days.ends_on > year.ends_on for days in period.intervals):
        first, last = period.intervals[0].starts_on, max(days.ends_on for days in period.intervals)
        notes.append(
            f"Срок выходит за {format_academic_year(period.academic_year)} учебный год: "
            f"{date_in_digits(first)} – {date_in_digits(last)}."
        )
    return notes


def _strangers(tokens: Sequence[Token], normal: Normal) -> list[str]:
    """Runs of words of no use to the reading, as written."""
    runs: list[tuple[int, int]] = []
    for token in tokens:
        if runs and not normal.text[runs[-1][1] : token.start].strip():
            runs[-1] = (runs[-1][0], token.end)
        else:
            runs.append((token.start, token.end))
    return [normal.written(*run) for run in runs]
