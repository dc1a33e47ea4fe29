"""Small readings of text: numbers of rows, names of sections, lines of one cell, items of a list."""

import re

from roadmaps.importers.drafts import SectionDraft

_ROMAN = r"[IVXLІХ]{1,7}"
_WORD = r"(?:раздел|этап|направление|блок|модуль|задача)"
_NAMED_SECTION = re.compile(rf"{_WORD}\s+(?:№\s*)?(\d{{1,2}}|{_ROMAN})\s*[.:)–—-]*\s*(.*)", re.IGNORECASE | re.DOTALL)
_ROMAN_SECTION = re.compile(rf"({_ROMAN})(?:[.)]\s*|\s+{_WORD}\b[.:]?\s*|\s+)(.*)", re.DOTALL)
_NUMBERED_SECTION = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)[.)]\s*(.+)", re.DOTALL)
_CYRILLIC_ROMAN = str.maketrans("ІХ", "IX")

_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d{1,3}){0,3}")
_NUMBER_BEFORE_TITLE = re.compile(r"(\d{1,3}(?:\.\d{1,3}){0,3})[.)]\s+(?=\D)")
_ITEM_MARK = re.compile(r"^(?:[-–—•·*▪●○]|\d{1,2}[.)]|[а-яё]\))\s*", re.IGNORECASE)
_MARKS = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
NOTE_MARK = re.compile(r"^([⁰¹²³⁴⁵⁶⁷⁸⁹]+)\s*(\S.*)$", re.DOTALL)


def section_of(text: str) -> SectionDraft:
    """«II. Развитие кадров» → «II» and its name; a text without a number is a name as it stands."""
    line = one_line(text).strip("*").rstrip(":").strip()
    for shape in (_NAMED_SECTION, _ROMAN_SECTION, _NUMBERED_SECTION):
        found = shape.fullmatch(line)
        if found:
            title = found[2].strip()
            return SectionDraft(found[1].translate(_CYRILLIC_ROMAN), title or line)
    return SectionDraft("", line)


def is_section_number(text: str) -> bool:
    """«II», «III.», «Раздел 1»: what stands in the column «№» of a section and never of a measure."""
    line = text.strip().rstrip(".)")
    return bool(re.fullmatch(_ROMAN, line)) or bool(re.match(rf"{_WORD}\b", line, re.IGNORECASE))


def number_of(text: str) -> str:
    """«№ 2.1.» → «2.1»; a workbook's 2,1 is the same. A text that is no number stays as it is."""
    line = one_line(text).removeprefix("№").strip().rstrip(".)").strip()
    return line.replace(",", ".") if _NUMBER.fullmatch(line) else line


def is_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(number_of(text)))


def number_in_title(text: str) -> tuple[str, str]:
    """Number and rest of a title that begins with one, else «» and the title."""
    found = _NUMBER_BEFORE_TITLE.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


def marks_in(text: str) -> set[str]:
    """Raised numbers that stand in the text: «¹² » is the mark 12, not 1."""
    return set(_MARKS.findall(text))


def one_line(text: str) -> str:
    return " ".join(text.split())


def begins_small(text: str) -> bool:
    """Whether the text goes on from a line above: it begins with a small letter or a closing sign."""
    first = text.lstrip('(«"')[:1]
    return first.islower() or first in {",", ")", "»"}


def joined(above: str, below: str) -> str:
    """A text and what a page break has cut off: a broken sentence becomes one again, a new one is a line of its own."""
    if not above:
        return below
    return f"{above} {below}" if begins_small(below) else f"{above}\n{below}"


def item_of(line: str) -> str:
    """An item of a list without its mark and the sign that ends it."""
    return _ITEM_MARK.sub("", line.strip()).strip().rstrip(";.,").strip()


def has_item_mark(line: str) -> bool:
    return bool(_ITEM_MARK.match(line.strip()))
