"""A wording cut into tokens: one letter each, with its value and its place."""

import re
from dataclasses import dataclass

from roadmaps.periods.normal import Normal
from roadmaps.periods.vocabulary import RHYTHMS, ROMAN, SCHEDULES, SEASONS, TOKENS

LAST = -1
"""The number of «последний»."""
_CENTURY = 2000


@dataclass(frozen=True, slots=True)
class Token:
    """`letter` of the shape (see vocabulary.py); `number` its value, `day`, `month` and `year` those of a date."""

    letter: str
    start: int
    end: int
    number: int | None = None
    day: int = 0
    month: int = 0
    year: int | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """Tokens of a wording, and the phrases that point to another paper, as the person wrote them."""

    tokens: tuple[Token, ...]
    schedules: tuple[str, ...]


def read_tokens(normal: Normal) -> Reading:
    """Cut the normal form into tokens; phrases that point to another paper are lifted out first."""
    schedules = tuple(normal.written(*found.span()) for found in SCHEDULES.finditer(normal.text))
    text = SCHEDULES.sub(lambda found: "," * len(found[0]), normal.text)
    tokens: list[Token] = []
    place = 0
    while place < len(text):
        letters, found = _match(text, place)
        tokens.extend(_token(letter, found) for letter in letters)
        place = found.end()
    return Reading(tuple(tokens), schedules)


def _match(text: str, place: int) -> tuple[str, "re.Match[str]"]:
    """The first pattern that fits here; the last of them fits anything."""
    for letters, pattern in TOKENS:
        found = pattern.match(text, place)
        if found is not None and (letters != "A" or _follow_each_other(found.groupdict())):
            return letters, found
    raise AssertionError(text[place:])


def _follow_each_other(years: dict[str, str | None]) -> bool:
    """Whether «2020-2021» names a school year; one named without years does."""
    first, second = years.get("y"), years.get("next")
    return first is None or second is None or (int(first) + 1) % 100 == int(second[-2:])


def _token(letter: str, found: "re.Match[str]") -> Token:
    groups = {name: value for name, value in found.groupdict().items() if value is not None}
    return Token(
        letter,
        found.start(),
        found.end(),
        number=_number(letter, groups),
        day=int(groups.get("d", 0)),
        month=int(groups.get("m", 0)) or (SEASONS[groups["season"]] if "season" in groups else 0),
        year=_year(groups.get("y")),
        unit=RHYTHMS.get(groups.get("rhythm", ""), ""),
    )


def _number(letter: str, groups: dict[str, str]) -> int | None:
    if "n" in groups:
        return int(groups["n"])
    if "roman" in groups:
        return ROMAN[groups["roman"]]
    if letter == "B":
        return int("end" in groups) - int("begin" in groups)
    if letter == "M" and "m" in groups:
        return int(groups["m"])
    named = next((name for name in groups if name[0] == "n" and name[1:].isdigit()), None)
    if named is not None:
        return int(named[1:])
    return LAST if letter == "O" else None


def _year(written: str | None) -> int | None:
    if written is None:
        return None
    return int(written) if len(written) == 4 else _CENTURY + int(written)
