"""Rows on their way into a plan: from a pasted table or a file, before anybody has agreed to them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

MAX_ROWS = 500
"""Measures that one plan, and one paste, may hold."""

MAX_SECTIONS = 60


@dataclass(frozen=True, slots=True)
class RowDraft:
    """A measure to be. `texts` holds cells of `rules.cells.TABLE_FIELDS` and «footnote» by name."""

    texts: dict[str, str]
    source_number: str = ""


@dataclass(frozen=True, slots=True)
class SectionDraft:
    title: str
    rows: tuple[RowDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanContent:
    """A plan, or a piece of one: rows before the first section, then sections; the head only where it is known."""

    loose: tuple[RowDraft, ...] = ()
    sections: tuple[SectionDraft, ...] = ()
    title: str = ""
    goals: tuple[str, ...] = field(default=())
    tasks: tuple[str, ...] = field(default=())

    def rows(self) -> Iterator[RowDraft]:
        """All measures in order."""
        yield from self.loose
        for section in self.sections:
            yield from section.rows

    def __len__(self) -> int:
        return sum(1 for _ in self.rows())
