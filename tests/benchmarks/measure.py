"""One measurement: our work and a yardstick, taken by turns, medians, and their ratio."""

import gc
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Case:
    """What to measure.

    `allowed` is the largest good ratio of our median to the yardstick's; a case of «five times faster» allows 0.2.
    `read` is a part of our work that the yardstick does not do and that is not held against us: it is measured too,
    and its median is taken off ours. `reset` runs before each turn, not measured.
    """

    name: str
    ours: Work
    yardstick: Work
    allowed: float
    read: Work | None = None
    reset: Work | None = None
    repeats: int = 5


class Module(Protocol):
    """A module of cases: each is measured before the next is asked for, so what it needs is made and removed there."""

    def cases(self) -> Iterator[Case]: ...


@dataclass(frozen=True, slots=True)
class Measured:
    """Medians in seconds."""

    name: str
    ours: float
    yardstick: float
    read: float
    allowed: float

    @property
    def ratio(self) -> float:
        """Our median, less the reading that is not held against us, over the yardstick's."""
        return (self.ours - self.read) / self.yardstick

    @property
    def is_good(self) -> bool:
        return self.ratio <= self.allowed

    def as_dict(self) -> dict[str, Any]:
        """Plain data for a file."""
        return {
            "name": self.name,
            "ours_seconds": round(self.ours, 6),
            "yardstick_seconds": round(self.yardstick, 6),
            "read_seconds": round(self.read, 6),
            "ratio": round(self.ratio, 4),
            "allowed": self.allowed,
            "is_good": self.is_good,
        }


def _seconds(work: Work) -> float:
    gc.collect()
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def measure(case: Case) -> Measured:
    """Takes the turns of a case: one of each first, not counted, then `repeats` of each, first and second by turns."""
    turns: dict[str, list[float]] = {"ours": [], "yardstick": [], "read": []}
    works = {"yardstick": case.yardstick, "ours": case.ours, **({"read": case.read} if case.read else {})}
    for number in range(case.repeats + 1):
        for name in sorted(works, reverse=bool(number % 2)):
            if case.reset:
                case.reset()
            took = _seconds(works[name])
            if number:
                turns[name].append(took)
    medians = {name: statistics.median(taken) if taken else 0.0 for name, taken in turns.items()}
    return Measured(case.name, medians["ours"], medians["yardstick"], medians["read"], case.allowed)


def table(rows: list[Measured]) -> str:
    """The table as text, widths by content."""
    head = ("замер", "наше, мс", "мерка, мс", "чтение, мс", "отношение", "допустимо", "")
    body = [
        (
            row.name,
            f"{row.ours * 1000:.1f}",
            f"{row.yardstick * 1000:.1f}",
            f"{row.read * 1000:.1f}" if row.read else "",
            f"{row.ratio:.2f}",
            f"≤ {row.allowed:g}",
            "да" if row.is_good else "НЕТ",
        )
        for row in rows
    ]
    widths = [max(map(len, column)) for column in zip(head, *body, strict=True)]
    return "\n".join(
        "  ".join(
            [line[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True))]
        )
        for line in (head, *body)
    )
