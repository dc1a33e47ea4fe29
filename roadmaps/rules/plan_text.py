"""The whole text of a plan at one moment, as a handing-in keeps it: plain values that JSON holds and papers print."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from roadmaps.rules.cells import CELLS, TABLE_FIELDS

HEAD_FIELDS = ("title", "goals", "tasks")
AIMS = "aims"
SHOWN = (*TABLE_FIELDS, "evidence_hint", "footnote", AIMS)
"""Columns of a row that people compare, in the order of the table."""

LABELS: Mapping[str, str] = {
    **{name: rule.label for name, rule in CELLS["measure"].items()},
    AIMS: "Что лечит",
}


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A measure. `section` is the key of its section or None; `number` is what the page printed («2.3»)."""

    id: int
    section: int | None
    number: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PlanText:
    """Head, sections in order as pairs of key and title, rows in order."""

    head: Mapping[str, str] = field(default_factory=dict)
    sections: tuple[tuple[int, str], ...] = ()
    rows: tuple[PlanRow, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain data; `from_json` gives an equal text back."""
        return {
            "head": dict(self.head),
            "sections": [list(section) for section in self.sections],
            "rows": [
                {"id": row.id, "section": row.section, "number": row.number, "cells": dict(row.cells)}
                for row in self.rows
            ],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "PlanText":
        return cls(
            dict(data.get("head", {})),
            tuple((key, title) for key, title in data.get("sections", ())),
            tuple(PlanRow(row["id"], row["section"], row["number"], row["cells"]) for row in data.get("rows", ())),
        )


def numbered(rows: Iterable[tuple[int | None, Any]], sections: Iterable[int]) -> list[tuple[str, Any]]:
    """Printed numbers of rows in order, given as pairs of section and row: «1» before the sections, «2.3» inside.

    >>> numbered([(None, "a"), (7, "b"), (7, "c")], [7])
    [('1', 'a'), ('1.1', 'b'), ('1.2', 'c')]
    """
    places = {key: place for place, key in enumerate(sections, start=1)}
    counts: dict[int | None, int] = {}
    said = []
    for section, row in rows:
        counts[section] = counts.get(section, 0) + 1
        head = f"{places[section]}." if section in places else ""
        said.append((f"{head}{counts[section]}", row))
    return said
