"""Schools named in the text of an order, one a line, found in the register."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from schools.models import School, SchoolCode
from shnor_portal.common.text import fold, nearest, normalise_code

_NUMBER_SIGN = re.compile(r"(?:№|\bno\.?|\bn)\s*(?=\d)")
_NOT_WORDS = re.compile(r"[^\w]+")
_LINE_NUMBER = re.compile(r"^\s*\d{1,3}[.)]\s+")
_FORMS = frozenset(
    {
        "мбоу", "маоу", "моу", "мкоу", "мобу", "гбоу",
        "муниципальное", "бюджетное", "автономное", "казенное", "общеобразовательное", "учреждение",
    }
)  # fmt: skip
_SAME = {"школа": "сош"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line and what it was taken for: one school, several candidates, or none with the nearest name."""

    text: str
    school: School | None
    candidates: tuple[School, ...] = ()
    suggestion: str = ""

    @property
    def problem(self) -> str:
        """What is wrong with the line, in words; empty when it names one school."""
        if self.school is not None:
            return ""
        if self.candidates:
            return f"подходят несколько школ: {', '.join(school.name for school in self.candidates)}"
        return f"такой школы нет в реестре, похоже на «{self.suggestion}»" if self.suggestion else (
            "такой школы нет в реестре"
        )  # fmt: skip


def match_lines(municipality_id: int, text: str) -> list[Line]:
    """Each non-blank line matched by code, then by name: two queries, however long the text is."""
    schools = list(School.objects.filter(municipality_id=municipality_id))
    by_code = _by_code(municipality_id, {school.pk: school for school in schools})
    by_name = _by_name(schools)
    lines = (_LINE_NUMBER.sub("", line).strip() for line in text.splitlines())
    return [_match(line, by_code, by_name) for line in lines if line]


def name_key(name: str) -> str:
    """What is left of a school's name without legal form, quotes and number sign: «сош 2»."""
    words = _NOT_WORDS.sub(" ", _NUMBER_SIGN.sub(" ", fold(name))).split()
    return " ".join(_SAME.get(word, word) for word in words if word not in _FORMS)


def _by_code(municipality_id: int, schools: dict[int, School]) -> dict[str, list[School]]:
    found: dict[str, list[School]] = defaultdict(list)
    codes = SchoolCode.objects.filter(municipality_id=municipality_id).values_list("value", "school_id")
    for value, school_id in codes:
        if schools[school_id] not in found[value]:
            found[value].append(schools[school_id])
    return found


def _by_name(schools: Iterable[School]) -> dict[str, list[School]]:
    found: dict[str, list[School]] = defaultdict(list)
    for school in schools:
        for key in {name_key(school.name), name_key(school.full_name)} - {""}:
            found[key].append(school)
    return found


def _match(text: str, by_code: dict[str, list[School]], by_name: dict[str, list[School]]) -> Line:
    reading = normalise_code(text)
    found = by_code.get(reading.value) if reading.value and not reading.problems else None
    found = found or by_name.get(name_key(text)) or []
    if len(found) == 1:
        return Line(text, found[0])
    if found:
        return Line(text, None, tuple(found))
    close = nearest(name_key(text), by_name)
    return Line(text, None, (), by_name[close][0].name if close else "")
