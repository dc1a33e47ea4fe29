"""Movement of an indicator of failures between two counts: better, not better, or no data. Integers only."""

from dataclasses import dataclass
from enum import StrEnum


class Movement(StrEnum):
    """Three values: the absence of a figure is knowledge of its own and never «not better»."""

    BETTER = "better"
    NOT_BETTER = "not_better"
    NO_DATA = "no_data"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def tone(self) -> str:
        return _TONES[self]


_LABELS = {Movement.BETTER: "лучше", Movement.NOT_BETTER: "не лучше", Movement.NO_DATA: "нет данных"}
_TONES = {Movement.BETTER: "good", Movement.NOT_BETTER: "warn", Movement.NO_DATA: "nodata"}


@dataclass(frozen=True, slots=True)
class Counts:
    """`failed` of `participants` in a school year; None where the source does not say."""

    failed: int | None
    participants: int | None
    year: int | None = None

    @property
    def is_known(self) -> bool:
        return self.failed is not None and bool(self.participants)


def movement(before: Counts | None, now: Counts | None) -> Movement:
    """Whether the share of those who failed has become smaller; compared crosswise, without division."""
    if before is None or now is None or not (before.is_known and now.is_known):
        return Movement.NO_DATA
    crosswise_now = (now.failed or 0) * (before.participants or 0)
    crosswise_before = (before.failed or 0) * (now.participants or 0)
    return Movement.BETTER if crosswise_now < crosswise_before else Movement.NOT_BETTER
