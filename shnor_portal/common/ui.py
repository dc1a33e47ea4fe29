"""Shapes that interface components take: plain immutable data, no models and no markup."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Tone = Literal["good", "warn", "bad", "info", "neutral", "nodata", "draft"]
TONES: tuple[Tone, ...] = ("good", "warn", "bad", "info", "neutral", "nodata", "draft")
TONE_WORD: dict[str, str] = {
    "good": "Готово",
    "warn": "Обратите внимание",
    "bad": "Не получилось",
    "info": "К сведению",
}


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab is a link; `count` is shown when it is not None."""

    label: str
    url: str
    active: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class KeyNumber:
    """One figure of the strip: «23 новых» is KeyNumber("23", "новых")."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a timeline; `when` is already written for a person."""

    when: str
    title: str
    text: str = ""
    who: str = ""
    tone: Tone = "neutral"


@dataclass(frozen=True, slots=True)
class Step:
    label: str
    state: Literal["done", "current", "ahead", "failed"]


@dataclass(frozen=True, slots=True)
class Chip:
    """A chosen filter value and the address of the same list without it."""

    label: str
    value: str
    url: str


@dataclass(frozen=True, slots=True)
class TwinTable:
    """The table that says the same as a chart: a head and rows of ready texts, the first cell a row head."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]


def steps_of(labels: Sequence[str], current: int, *, failed: bool = False) -> list[Step]:
    """Steps of a wizard, `current` counted from one; `failed` marks the current one as refused."""
    standing: Literal["failed", "current"] = "failed" if failed else "current"
    return [
        Step(label, "done" if place < current else "ahead" if place > current else standing)
        for place, label in enumerate(labels, start=1)
    ]
