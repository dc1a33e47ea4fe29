"""Small groups of pupils in tables across schools (DOMAIN §8): what is under five is not told, nor what would tell it.

A count from 1 to 4 is hidden. A part of a group is hidden as well when it, or the rest of the group, is that small.
Totals add up shown counts alone, so that no hidden one can be got by taking away.
"""

from collections.abc import Iterable
from dataclasses import dataclass

SMALLEST_SHOWN = 5
HIDDEN = "менее 5"
HIDDEN_PART = "не показано"


@dataclass(frozen=True, slots=True)
class ShownCounts:
    """Opened and finished routes as others may see them; None where a count is hidden."""

    opened: int | None
    finished: int | None

    @property
    def opened_words(self) -> str:
        return HIDDEN if self.opened is None else str(self.opened)

    @property
    def finished_words(self) -> str:
        return HIDDEN_PART if self.finished is None else str(self.finished)


@dataclass(frozen=True, slots=True)
class ShownTotal:
    """Sums of shown counts, and how many counts of groups are left out of them."""

    opened: int
    finished: int
    hidden_opened: int
    hidden_finished: int


def is_small(count: int) -> bool:
    """Whether the count could point at single pupils; nobody at all is no secret."""
    return 0 < count < SMALLEST_SHOWN


def shown(opened: int, finished: int) -> ShownCounts:
    """What may be told of a group.

    >>> shown(4, 0), shown(12, 3), shown(12, 6)
    (ShownCounts(opened=None, finished=None), ShownCounts(opened=12, finished=None), ShownCounts(opened=12, finished=6))
    """
    if is_small(opened):
        return ShownCounts(None, None)
    if is_small(finished) or is_small(opened - finished):
        return ShownCounts(opened, None)
    return ShownCounts(opened, finished)


def total_of(rows: Iterable[ShownCounts]) -> ShownTotal:
    """Totals over what is shown."""
    listed = list(rows)
    return ShownTotal(
        sum(row.opened for row in listed if row.opened is not None),
        sum(row.finished for row in listed if row.finished is not None),
        sum(row.opened is None for row in listed),
        sum(row.finished is None for row in listed),
    )
