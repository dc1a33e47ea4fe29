"""Whether a column of a free table holds codes of schools, and which: by its title and by check digits."""

from collections.abc import Callable, Sequence
from typing import Any

from schools.importers.identity import READERS, TITLES
from shnor_portal.imports.reader.types import Cell
from shnor_portal.imports.tables.cells import translate

WORDS = {
    "fisoko": ("логин",),
    "ris": ("код оо", "код рис", "рис гиа"),
    "ogrn": ("огрн", "ogrn"),
    "inn": ("инн", "inn"),
    "local": ("код школы", "местный код"),
}
"""Words of folded titles by system of codes, the most telling system first."""

SCHOOL_WORDS = ("наименование оо", "название оо", "школа", "наименование", "edu_name", "организация")
"""Words of folded titles of a column with names of schools."""

DISTINCTIVE = {"fisoko", "ogrn", "inn"}
"""Codes whose shape or check digit tells them without a title."""

_MOSTLY = 0.9

Guess = tuple[str, int, str]
"""Role, confidence 0–100 and the reason a person can check (Russian)."""


def guess_code(system: str, label: str, filled: Sequence[Cell]) -> Guess | None:
    """Whether the filled cells under a folded title are codes of the system."""
    named = any(word in label for word in WORDS[system])
    is_fit = bool(filled) and fits(filled, READERS[system])
    title = TITLES[system]
    if named and is_fit:
        return system, 95, f"столбец назван «{label[:40]}», и значения проходят проверку ({title})"
    if is_fit and system in DISTINCTIVE:
        return system, 80, f"значения проходят проверку ({title}), хотя название другое"
    if named and filled and system in DISTINCTIVE:
        return system, 40, f"столбец назван «{label[:40]}», но не все значения проходят проверку ({title})"
    return None


def fits(filled: Sequence[Cell], reader: Callable[[Cell], Any]) -> bool:
    """Whether the reader takes nearly every cell."""
    _, faults = translate(filled, reader)
    return len(faults) <= (1 - _MOSTLY) * len(filled)
