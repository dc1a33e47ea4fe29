"""A mapping proposed from titles and from what the columns hold, each choice with its reason; a person decides."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from diagnostics.importers.layouts._common.fields import read_year
from diagnostics.importers.layouts._generic.mapping import IDENTITY, MARKS
from diagnostics.importers.layouts._generic.meaning import Values, breaches, fitting, sentence
from diagnostics.importers.metrics import METRICS, title_of
from schools.importers.guessing import SCHOOL_WORDS, fits, guess_code
from shnor_portal.common.text import fold
from shnor_portal.imports.reader.types import Cell
from shnor_portal.imports.tables.cells import is_blank, letter, text_of, translate, whole
from shnor_portal.imports.tables.headers import HEADER_DEPTH
from shnor_portal.imports.tables.personal import personal_kind

_ROLE_WORDS = {
    "name": SCHOOL_WORDS,
    "academic_year": ("учебный год", "год", "year"),
    "participants": ("кол-во участников", "количество участников", "участник", "число участников"),
}
MIN_WORDS = 2
CANDIDATES = 4
"""So many rows at most are tried as a header."""


@dataclass(slots=True)
class ColumnProposal:
    """One column: its letters, title, proposed role, confidence 0–100 and why (Russian)."""

    column: str
    label: str
    role: str
    confidence: int
    reasons: list[str]


@dataclass(slots=True)
class Proposal:
    """The whole mapping. `ignored` are letters and titles of columns nothing was proposed for."""

    header_row: int
    columns: list[ColumnProposal] = field(default_factory=list)
    ignored: list[tuple[str, str]] = field(default_factory=list)

    @property
    def confidence(self) -> int:
        """That of the surest code column: without a code the table is of no use."""
        return max((c.confidence for c in self.columns if c.role in IDENTITY), default=0)

    @property
    def reasons(self) -> list[str]:
        return [reason for column in self.columns if column.role in IDENTITY for reason in column.reasons]

    def as_mapping(self) -> dict[str, Any]:
        """In the shape of the layout's options; constants are for the person to fill."""
        return {
            "header_row": self.header_row,
            "columns": {column.column: column.role for column in self.columns},
            "constants": {},
        }


def propose_mapping(rows: Sequence[Sequence[Cell]], first_row: int = 1, first_column: int = 1) -> Proposal | None:
    """A mapping for a table, or None when no row looks like a header above a column of school codes."""
    candidates = [i for i, row in enumerate(rows[:HEADER_DEPTH]) if _may_be_header(row)]
    for index in candidates[:CANDIDATES]:
        labels = [text_of(cell) for cell in rows[index]]
        proposal = _propose(labels, rows[index + 1 :], first_row + index, first_column)
        if proposal.confidence:
            return proposal
    return None


def _may_be_header(row: Sequence[Cell]) -> bool:
    """At least two words, and no numbers but those of marks."""
    rest = [cell for cell in row if not is_blank(cell) and text_of(cell) not in MARKS]
    words = [cell for cell in rest if isinstance(cell, str) and not cell.strip().isdigit()]
    return MIN_WORDS <= len(words) == len(rest)


def _propose(labels: list[str], body: Sequence[Sequence[Cell]], header_row: int, first_column: int) -> Proposal:
    proposal, taken = Proposal(header_row), set[str]()
    values: dict[str, list[int | None]] = {}
    for index, label in enumerate(labels):
        column = [row[index] if index < len(row) else None for row in body]
        found = None if personal_kind(label) else _guess(fold(label), column, taken)
        if found is None:
            proposal.ignored.append((letter(first_column + index), label))
            continue
        role, confidence, reason = found
        taken.add(role)
        if role in METRICS:
            values[role] = translate(column, partial(whole, low=0, high=None))[0]
        proposal.columns.append(ColumnProposal(letter(first_column + index), label, role, confidence, [reason]))
    _correct_meanings(proposal, values, header_row + 1)
    return proposal


def _guess(label: str, column: Sequence[Cell], taken: set[str]) -> tuple[str, int, str] | None:
    """(role, confidence, reason) of one column, or None."""
    filled = [cell for cell in column if not is_blank(cell)]
    for system in IDENTITY:
        if system not in taken and (found := guess_code(system, label, filled)):
            return found
    if "academic_year" not in taken and _named(label, "academic_year") and filled and fits(filled, read_year):
        return "academic_year", 80, "в названии «год», и во всех строках указан год"
    numeric = bool(filled) and fits(filled, partial(whole, low=0, high=None))
    for metric in METRICS.values():
        if numeric and metric.code not in taken and any(all(w in label for w in words) for words in metric.words):
            return metric.code, 60, f"название похоже на «{metric.title}», в строках целые числа"
    if numeric and "participants" not in taken and _named(label, "participants"):
        return "participants", 60, "в названии «участники», в строках целые числа"
    if filled and not numeric and "name" not in taken and _named(label, "name"):
        return "name", 70, "название похоже на наименование школы"
    return None


def _named(label: str, role: str) -> bool:
    return any(word in label for word in _ROLE_WORDS[role])


def _correct_meanings(proposal: Proposal, values: dict[str, list[int | None]], first: int) -> None:
    """Where the columns cannot all mean what they are called, propose the meaning that fits, and say why."""
    columns: dict[str, Values] = dict(values)
    for breach in breaches(columns):
        fit = fitting(columns, breach) if breach.is_of_column else None
        if fit is None:
            continue
        old, new = fit
        labels = {c.role: f"{c.column} «{c.label}»" for c in proposal.columns}
        column = next(c for c in proposal.columns if c.role == old)
        why = sentence(breach, columns, labels, first + breach.positions[0])
        column.role, column.confidence = new, 50
        column.reasons = [why, f"подходит смысл «{title_of(new)}»: с ним противоречий нет"]
        return
