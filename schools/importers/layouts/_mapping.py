"""A person's word on what the columns of a free table of schools mean, and a proposal of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from schools.importers.guessing import SCHOOL_WORDS, WORDS, Guess, guess_code
from shnor_portal.common.text import fold
from shnor_portal.imports.reader.types import Cell
from shnor_portal.imports.tables.cells import is_blank, letter, text_of
from shnor_portal.imports.tables.headers import HEADER_DEPTH
from shnor_portal.imports.tables.mapped import MappingError, column_number
from shnor_portal.imports.tables.personal import personal_kind

SYSTEMS = tuple(WORDS)
FIELDS = {
    "name": "краткое название",
    "full_name": "полное название",
    "kind": "вид",
    "locality": "местность",
    "district": "район",
    "senior": "есть ли 10–11 классы",
    "headcount": "численность обучающихся",
}
"""Roles of columns that say something of the school; their reading is that of the layout `register`."""

_FIELD_WORDS = {
    "full_name": ("полное наименование", "полное название", "full_name"),
    "name": SCHOOL_WORDS,
    "district": ("район", "district"),
    "headcount": ("контингент", "численность", "количество обучающихся"),
}
_MIN_WORDS = 2
_CANDIDATES = 4


@dataclass(slots=True)
class SchoolColumns:
    """`columns`: role → column number (1 = A). `header_row` is a spreadsheet row."""

    sheet: str
    header_row: int
    columns: dict[str, int]

    @property
    def systems(self) -> list[str]:
        return [system for system in SYSTEMS if system in self.columns]


@dataclass(slots=True)
class Proposal:
    """What each column probably holds: letters → role, and letters → why."""

    header_row: int
    columns: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    confidence: int = 0


def parse_mapping(options: Mapping[str, Any]) -> SchoolColumns:
    """Read `{"sheet", "header_row", "columns": {"C": "ogrn"}}`. Raises MappingError."""
    columns: dict[str, int] = {}
    for letters, role in (options.get("columns") or {}).items():
        if not role:
            continue
        if role not in FIELDS and role not in SYSTEMS:
            raise MappingError(f"Неизвестное назначение столбца {str(letters)[:8]}: «{str(role)[:32]}».")
        if role in columns:
            raise MappingError(f"Назначение «{role}» выбрано для двух столбцов.")
        columns[role] = column_number(str(letters))
    if not any(system in columns for system in SYSTEMS):
        raise MappingError("Не указан столбец с кодом школы: ОГРН, ИНН, логин ФИС ОКО, код РИС или местный код.")
    if "name" not in columns:
        raise MappingError("Не указан столбец с названием школы.")
    header_row = options.get("header_row") or 1
    if not isinstance(header_row, int) or header_row < 1:
        raise MappingError("Строка заголовка указана неверно.")
    return SchoolColumns(str(options.get("sheet") or ""), header_row, columns)


def propose(rows: Sequence[Sequence[Cell]], first_row: int = 1, first_column: int = 1) -> Proposal | None:
    """A mapping for a table, or None when no row looks like a header above a column of school codes."""
    candidates = [index for index, row in enumerate(rows[:HEADER_DEPTH]) if _may_be_header(row)]
    for index in candidates[:_CANDIDATES]:
        proposal = Proposal(first_row + index)
        for column, cell in enumerate(rows[index]):
            body = [row[column] for row in rows[index + 1 :] if column < len(row) and not is_blank(row[column])]
            _add(proposal, letter(first_column + column), text_of(cell), body)
        if proposal.confidence:
            return proposal
    return None


def _may_be_header(row: Sequence[Cell]) -> bool:
    filled = [cell for cell in row if not is_blank(cell)]
    words = [cell for cell in filled if isinstance(cell, str) and not cell.strip().isdigit()]
    return _MIN_WORDS <= len(words) == len(filled)


def _add(proposal: Proposal, letters: str, label: str, body: Sequence[Cell]) -> None:
    guess = None if personal_kind(label) else _guess(fold(label), body, set(proposal.columns.values()))
    if guess is not None:
        proposal.columns[letters], confidence, proposal.reasons[letters] = guess
        proposal.confidence = max(proposal.confidence, confidence if guess[0] in SYSTEMS else 0)


def _guess(label: str, body: Sequence[Cell], taken: set[str]) -> Guess | None:
    for system in SYSTEMS:
        if system not in taken and (found := guess_code(system, label, body)):
            return found
    for role, words in _FIELD_WORDS.items():
        if role not in taken and body and any(word in label for word in words):
            return role, 60, f"название похоже на «{FIELDS[role]}»"
    return None
