"""Where a reference figure comes from and how far it may be trusted; shown beside the figure."""

from dataclasses import dataclass
from enum import StrEnum


class Trust(StrEnum):
    """How well a figure is confirmed."""

    CONFIRMED = "confirmed"
    COMMON = "common"
    UNSURE = "unsure"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Trust.CONFIRMED: "подтверждено источником",
    Trust.COMMON: "общеизвестно, источник не сверялся",
    Trust.UNSURE: "возможны неточности, сверьте с документом",
}


@dataclass(frozen=True, slots=True)
class Provenance:
    """The source named in words, and the trust put in it."""

    source: str
    trust: Trust


class Availability(StrEnum):
    """Whether a procedure was held in a school year.

    `PARTLY`: by random choice of subject, by choice of the school or as a trial, so that a school
    without a result is ordinary. `UNKNOWN` is not `NOT_HELD`: the calendar does not say.
    """

    HELD = "held"
    PARTLY = "partly"
    NOT_HELD = "not_held"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        return _AVAILABILITY_LABELS[self]


_AVAILABILITY_LABELS = {
    Availability.HELD: "проводилась",
    Availability.PARTLY: "проводилась не во всех школах",
    Availability.NOT_HELD: "не проводилась",
    Availability.UNKNOWN: "нет сведений о проведении",
}
