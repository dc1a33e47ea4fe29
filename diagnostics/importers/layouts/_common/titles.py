"""Reading what a title says: subject, level, grade, year, date. Names are trusted over numbers (domain §3.5)."""

import re
from dataclasses import dataclass
from datetime import date

from diagnostics.enums import Level, Subject
from shnor_portal.common.years import academic_year_of

_SUBJECTS: tuple[tuple[str, Subject], ...] = (
    ("литературное чтение", Subject.READING),
    ("окружающий мир", Subject.WORLD),
    ("русск", Subject.RU),
    ("математик", Subject.MA),
    ("физик", Subject.PHYSICS),
    ("хими", Subject.CHEMISTRY),
    ("информатик", Subject.INFORMATICS),
    ("биолог", Subject.BIOLOGY),
    ("истори", Subject.HISTORY),
    ("географ", Subject.GEOGRAPHY),
    ("английск", Subject.ENGLISH),
    ("немецк", Subject.GERMAN),
    ("французск", Subject.FRENCH),
    ("испанск", Subject.SPANISH),
    ("китайск", Subject.CHINESE),
    ("обществознан", Subject.SOCIAL),
    ("литератур", Subject.LITERATURE),
)
_LEVELS = (("базов", Level.BASE), ("профил", Level.PROFILE), ("углуб", Level.ADVANCED))

EXAM_SUBJECT_CODES: dict[int, Subject] = {
    1: Subject.RU, 2: Subject.MA, 3: Subject.PHYSICS, 4: Subject.CHEMISTRY, 5: Subject.INFORMATICS,
    6: Subject.BIOLOGY, 7: Subject.HISTORY, 8: Subject.GEOGRAPHY, 9: Subject.ENGLISH, 10: Subject.GERMAN,
    11: Subject.FRENCH, 12: Subject.SOCIAL, 13: Subject.SPANISH, 14: Subject.CHINESE, 18: Subject.LITERATURE,
    22: Subject.MA, 25: Subject.INFORMATICS, 29: Subject.ENGLISH, 30: Subject.GERMAN, 31: Subject.FRENCH,
    33: Subject.SPANISH, 34: Subject.CHINESE,
}  # fmt: skip
"""Subject numbers of РИС ГИА, the same for ОГЭ and ЕГЭ (domain §3.5)."""

BASE_MATHS_CODE = 22
_PROGRAMME = re.compile(
    r"(\d{1,2})\s*-?\s*(?:й\s+)?класс\w*\s*\(?\s*(?:по|за)\s+программ\w*\s+(?:за\s+)?(\d{1,2})", re.IGNORECASE
)
_GRADE = re.compile(r"(?<!\d)(\d{1,2})\s*-?\s*(?:й\s+)?класс|класс\w*\s*[:№]?\s*(\d{1,2})(?!\d)", re.I)
_YEAR = re.compile(r"(?<![\d.])(20\d{2})(?![\d.])")


@dataclass(frozen=True, slots=True)
class Grades:
    """Programme grade and, where the test was written a year later, the grade in which it was written."""

    programme: int
    written: int | None = None


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split())


def find_subject(text: str) -> Subject | None:
    """The subject named in a title; the one named first when several are."""
    plain = _plain(text)
    hits = [(plain.find(word), -len(word), subject) for word, subject in _SUBJECTS if word in plain]
    return min(hits)[2] if hits else None


def find_level(text: str) -> Level:
    plain = _plain(text)
    return next((level for word, level in _LEVELS if word in plain), Level.NONE)


def find_grades(text: str) -> Grades | None:
    """«6 класс» → 6; «5 класс (по программе 4 класса)» → programme 4 written in 5. Grades are 1–11."""
    shifted = _PROGRAMME.search(text)
    if shifted and 1 <= int(shifted[2]) <= int(shifted[1]) <= 11:
        written, programme = int(shifted[1]), int(shifted[2])
        return Grades(programme, written if written != programme else None)
    plain = _GRADE.search(text)
    number = int(plain[1] or plain[2]) if plain else 0
    return Grades(number) if 1 <= number <= 11 else None


def find_campaign_year(text: str) -> int | None:
    """The calendar year in «ВПР 2021»."""
    hit = _YEAR.search(text)
    return int(hit[1]) if hit else None


def vpr_academic_year(held_on: date | None, campaign: int | None, grades: Grades | None) -> int | None:
    """The school year whose programme was tested, as its starting year.

    A test written in the autumn of the next grade belongs to the year before: ВПР-2020 moved from spring to
    September, «5 класс по программе 4 класса» (domain §3.2). Otherwise autumn 2020 and spring 2021 would be
    two results of one procedure in one year.
    """
    if held_on is not None:
        shift = grades.written - grades.programme if grades and grades.written else 0
        return academic_year_of(held_on) - shift
    return campaign - 1 if campaign is not None else None
