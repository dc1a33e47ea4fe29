"""Differences between two handings-in of a plan: rows that came, went, moved, and cells word by word."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from roadmaps.rules.plan_text import HEAD_FIELDS, SHOWN, PlanRow, PlanText
from roadmaps.rules.word_changes import Piece, Segment, word_changes


class Change(StrEnum):
    """What happened to a row or a section since the text it is compared with."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Change.SAME: "без изменений",
    Change.CHANGED: "изменено",
    Change.ADDED: "добавлено",
    Change.REMOVED: "убрано",
}


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell as it is now, with what went and what came."""

    field: str
    text: str
    segments: tuple[Segment, ...]

    @property
    def is_changed(self) -> bool:
        return any(segment.kind is not Piece.SAME for segment in self.segments)


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row of the comparison; a removed one shows what it held."""

    id: int
    number: str
    change: Change
    is_moved: bool
    cells: Mapping[str, CellChange]
    was_number: str = ""

    @property
    def is_touched(self) -> bool:
        return self.is_moved or self.change is not Change.SAME


@dataclass(frozen=True, slots=True)
class SectionChange:
    """A section with its rows, removed ones in the places where they stood. `key` None: rows before all sections."""

    key: int | None
    title: CellChange
    change: Change
    rows: tuple[RowChange, ...]


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """The whole comparison. `has_ground` is False for a first handing-in, which nothing precedes."""

    head: Mapping[str, CellChange]
    sections: tuple[SectionChange, ...]
    has_ground: bool

    def count(self, change: Change) -> int:
        return sum(row.change is change for section in self.sections for row in section.rows)

    @property
    def moved(self) -> int:
        return sum(row.is_moved for section in self.sections for row in section.rows)

    @property
    def is_empty(self) -> bool:
        """Nothing changed at all."""
        texts = any(cell.is_changed for cell in self.head.values())
        rows = any(row.is_touched for section in self.sections for row in section.rows)
        return not (texts or rows or any(section.change is not Change.SAME for section in self.sections))


def compare(old: PlanText | None, new: PlanText) -> PlanChanges:
    """The new text with its differences from the old one; without an old one everything is «same»."""
    ground = new if old is None else old
    head = {name: cell(name, ground.head.get(name, ""), new.head.get(name, "")) for name in HEAD_FIELDS}
    return PlanChanges(head, tuple(_sections(ground, new)), old is not None)


def cell(field: str, old: str, new: str) -> CellChange:
    """One cell compared; one that was and is empty has no segments."""
    if old == new:
        return CellChange(field, new, (Segment(Piece.SAME, new),) if new else ())
    segments = word_changes(old, new)
    return CellChange(field, new, segments)


def _sections(old: PlanText, new: PlanText) -> list[SectionChange]:
    was, now = dict(old.sections), dict(new.sections)
    gone = [key for key in was if key not in now]
    moved = moved_rows(old.rows, new.rows)
    found = []
    for key in (None, *now, *gone):
        rows = _rows(old, new, key, moved)
        if key is None and not rows:
            continue
        before = was.get(key, "") if key is not None else ""
        after = now.get(key, "") if key is not None else ""
        found.append(SectionChange(key, cell("title", before, after), _change(key, was, now), tuple(rows)))
    return found


def _change(key: int | None, was: Mapping[int, str], now: Mapping[int, str]) -> Change:
    if key is None or (key in was and was[key] == now.get(key)):
        return Change.SAME
    if key not in was:
        return Change.ADDED
    return Change.CHANGED if key in now else Change.REMOVED


def _rows(old: PlanText, new: PlanText, section: int | None, moved: frozenset[int]) -> list[RowChange]:
    """Rows of the section now, with those that left the plan put after the row they followed."""
    before = {row.id: row for row in old.rows}
    kept = {row.id for row in new.rows}
    found = [_row(before.get(row.id), row, moved) for row in new.rows if row.section == section]
    place = {row.id: at for at, row in enumerate(found)}
    after = -1
    for row in (row for row in old.rows if row.section == section):
        if row.id in kept:
            after = place.get(row.id, after)
            continue
        after += 1
        found.insert(after, _gone(row))
        place = {row.id: at for at, row in enumerate(found)}
    return found


def _row(old: PlanRow | None, new: PlanRow, moved: frozenset[int]) -> RowChange:
    ground = new if old is None else old
    cells = {name: cell(name, ground.cells.get(name, ""), new.cells.get(name, "")) for name in SHOWN}
    if old is None:
        return RowChange(new.id, new.number, Change.ADDED, False, cells)
    change = Change.CHANGED if any(each.is_changed for each in cells.values()) else Change.SAME
    return RowChange(new.id, new.number, change, new.id in moved, cells, old.number)


def _gone(row: PlanRow) -> RowChange:
    cells = {name: cell(name, row.cells.get(name, ""), row.cells.get(name, "")) for name in SHOWN}
    return RowChange(row.id, row.number, Change.REMOVED, False, cells, row.number)


def moved_rows(old: Sequence[PlanRow], new: Sequence[PlanRow]) -> frozenset[int]:
    """Rows that changed their section, and the fewest others whose moving explains the new order."""
    homes = {row.id: row.section for row in old}
    places = {row.id: place for place, row in enumerate(old)}
    changed_home = {row.id for row in new if row.id in homes and homes[row.id] != row.section}
    staying = [row.id for row in new if row.id in places and row.id not in changed_home]
    kept = longest_rising([places[key] for key in staying])
    return frozenset(changed_home | {key for at, key in enumerate(staying) if at not in kept})


def longest_rising(values: Sequence[int]) -> frozenset[int]:
    """Indices of one longest rising subsequence of distinct values, in n·log n.

    >>> sorted(longest_rising([2, 0, 1, 3]))
    [1, 2, 3]
    """
    ends: list[int] = []
    at: list[int] = []
    previous: list[int] = []
    for index, value in enumerate(values):
        place = bisect_left(ends, value)
        previous.append(at[place - 1] if place else -1)
        ends[place:] = [value, *ends[place + 1 :]]
        at[place:] = [index, *at[place + 1 :]]
    chain, index = set(), at[-1] if at else -1
    while index >= 0:
        chain.add(index)
        index = previous[index]
    return frozenset(chain)
