"""What an evaluation takes in and gives out: plain frozen data, ready to be stored beside the verdict."""

from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from typing import Any

from diagnostics.enums import NoDataReason, SchoolVerdict, Verdict
from diagnostics.procedures import ProcedureKey
from diagnostics.selection.definition import Metric
from shnor_portal.common.numbers import (
    COMPARISON_SIGN,
    OPPOSITE_SIGN,
    Comparison,
    format_percent,
    format_threshold,
)

SchoolId = int | str
ResultId = int | str


@dataclass(frozen=True, slots=True)
class SchoolInput:
    """A school under consideration. `kind` is matched with the rule's excluded kinds.

    `grades` are the grades the school teaches: a procedure of another grade is not expected of it and
    cannot change the verdict. None means not known, so every procedure is expected.
    """

    id: SchoolId
    kind: str = ""
    name: str = ""
    grades: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class ResultInput:
    """Counts of one school in one procedure and school year (the starting calendar year).

    `failed` None means that the source does not say; `reason` then says why. `good` is the number of
    marks 4 and 5, `score_sum` the sum of primary scores of `scored` pupils out of `max_score` each.
    Zero participants is knowledge (nobody took it), the absence of a result is not.
    """

    school_id: SchoolId
    procedure: str
    academic_year: int
    participants: int
    failed: int | None = None
    result_id: ResultId | None = None
    is_biased: bool = False
    good: int | None = None
    score_sum: int | None = None
    scored: int | None = None
    max_score: int | None = None
    reason: NoDataReason = NoDataReason.NO_MARKS

    def __post_init__(self) -> None:
        parts = (count for count in (self.failed, self.good) if count is not None)
        if self.participants < 0 or any(not 0 <= count <= self.participants for count in parts):
            raise ValueError(f"impossible counts: {self}")


@dataclass(frozen=True, slots=True)
class ProcedureOutcome:
    """The verdict on one procedure of one school and year, with all that led to it.

    `numerator` of `denominator` is the compared share (failed of participants when the rule asks for
    failures). `distance`: how many pupils would have to change sides to turn the verdict over; None for
    a share of scores. `interval` is the exact 95 % one, in fractions of one; `is_borderline` means that
    it reaches over the threshold. Both only advise: the verdict follows the rule as written.
    """

    procedure: str
    academic_year: int
    verdict: Verdict
    metric: Metric
    op: Comparison
    threshold: Decimal
    reason: NoDataReason | None = None
    is_open: bool = False
    participants: int | None = None
    failed: int | None = None
    numerator: int | None = None
    denominator: int | None = None
    distance: int | None = None
    interval: tuple[float, float] | None = None
    is_borderline: bool = False
    is_small: bool = False
    is_biased: bool = False
    result_ids: tuple[ResultId, ...] = ()

    @property
    def title(self) -> str:
        """«ВПР-6 МА»."""
        return ProcedureKey.parse(self.procedure).short_title

    @property
    def share(self) -> str:
        """«50,0 %», or nothing where there is no figure."""
        if self.numerator is None or self.denominator is None:
            return ""
        return format_percent(self.numerator, self.denominator, beside=self.threshold)

    @property
    def sentence(self) -> str:
        """«ВПР-6 МА: 31 из 62 = 50,0 % ≥ 30 %», or why there is no verdict."""
        if self.verdict == Verdict.NO_DATA:
            reason = self.reason.label if self.reason else Verdict.NO_DATA.label
            counted = f" (участников: {self.participants})" if self.participants else ""
            return f"{self.title}: нет данных, {reason}{counted}"
        sign = (COMPARISON_SIGN if self.verdict == Verdict.LOW else OPPOSITE_SIGN)[self.op]
        limit = format_threshold(self.threshold)
        return f"{self.title}: {self.numerator} из {self.denominator} = {self.share} {sign} {limit}"

    def to_json(self) -> dict[str, Any]:
        """JSON data, the printed sentence included, so that a frozen list needs no recomputation."""
        data = {field.name: getattr(self, field.name) for field in fields(self)}
        data["threshold"] = str(self.threshold)
        data["interval"] = list(self.interval) if self.interval else None
        data["result_ids"] = list(self.result_ids)
        return {**data, "title": self.title, "share": self.share, "sentence": self.sentence}


@dataclass(frozen=True, slots=True)
class ConditionOutcome:
    """One condition of the rule in words, and whether it holds; None when missing data leave it open."""

    text: str
    holds: bool | None


@dataclass(frozen=True, slots=True)
class SchoolOutcome:
    """The verdict on one school.

    `low_count` is k, the number of distinct low procedures within the window; `possible_low_count` adds
    those that missing data may still make low; `assessed_count` is how many have a verdict at all.
    `procedures` holds the window and, where the rule looks back, earlier years, newest year first.
    """

    school_id: SchoolId
    results_year: int
    verdict: SchoolVerdict
    low_count: int
    possible_low_count: int
    assessed_count: int
    level: str | None
    procedures: tuple[ProcedureOutcome, ...]
    conditions: tuple[ConditionOutcome, ...]
    reasons: tuple[str, ...]

    @property
    def low(self) -> tuple[ProcedureOutcome, ...]:
        """The low results, newest year first, in the rule's order of procedures."""
        return tuple(outcome for outcome in self.procedures if outcome.verdict == Verdict.LOW)

    @property
    def missing(self) -> tuple[ProcedureOutcome, ...]:
        """Results whose absence could still change the picture."""
        return tuple(outcome for outcome in self.procedures if outcome.is_open)

    def to_json(self) -> dict[str, Any]:
        """JSON data for the list entry: verdict, intermediate truth values and reasons."""
        return {
            "school_id": self.school_id,
            "results_year": self.results_year,
            "verdict": self.verdict.value,
            "low_count": self.low_count,
            "possible_low_count": self.possible_low_count,
            "assessed_count": self.assessed_count,
            "level": self.level,
            "procedures": [outcome.to_json() for outcome in self.procedures],
            "conditions": [asdict(condition) for condition in self.conditions],
            "reasons": list(self.reasons),
        }
