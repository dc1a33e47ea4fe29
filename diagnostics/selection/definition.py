"""A selection rule as frozen data: which procedures, what is low, how low results combine into a verdict.

The core follows order 847 of Rosobrnadzor (19.08.2020); everything a region may set differently is a
field, because the municipality receives the rule from above and only writes it down. A definition is
read from JSON by `diagnostics.selection.reading.read_definition` and never changes afterwards.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from diagnostics.procedures import ProcedureKey
from shnor_portal.common.numbers import Comparison


class Metric(StrEnum):
    """The figure of one procedure that is compared with the threshold; every one is a share in percent."""

    SHARE_FAIL = "share_fail"
    QUALITY = "quality"
    MEAN_SCORE = "mean_score"


class WindowBase(StrEnum):
    """Which school year's results a list for a given school year rests on."""

    PREVIOUS = "previous_school_year"
    SAME = "same_school_year"


class Distinct(StrEnum):
    """What a count over several years counts: a procedure once, or each of its low years."""

    PROCEDURE = "procedure"
    RESULT = "result"


class Attempts(StrEnum):
    """First attempts, or final results after the September resits. The caller supplies the results meant."""

    FIRST = "first"
    FINAL = "final"


class SmallCohorts(StrEnum):
    """A result of fewer participants than the minimum: leaves the question open, or is set aside for good."""

    UNKNOWN = "unknown"
    SET_ASIDE = "set_aside"


class BiasedResults(StrEnum):
    """A result marked as biased: counted and flagged, or counted only when it is low."""

    KEEP_AND_FLAG = "keep_and_flag"
    LOW_ONLY = "low_only"


class ExcludedParticipants(StrEnum):
    """Pupils whom the rule does not count as participants. The importer leaves them out of the counts."""

    GVE = "gve"
    ADAPTED = "adapted"


@dataclass(frozen=True, slots=True)
class LowCriterion:
    """A result is low when its metric, in percent, stands in relation `op` to `value`."""

    metric: Metric
    op: Comparison
    value: Decimal


@dataclass(frozen=True, slots=True)
class CountLow:
    """At least so many low results; of `procedures` only, when named, otherwise of all the rule's.

    `same_year` asks for them within one school year of the window; without it the whole window is
    counted, by distinct procedures or by results.
    """

    at_least: int
    same_year: bool = True
    distinct: Distinct = Distinct.PROCEDURE
    procedures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RepeatLow:
    """One and the same procedure low in so many years.

    `consecutive`: the run ends in the results year and may reach back past the window. Otherwise any
    years of the window count.
    """

    years: int
    consecutive: bool = True
    procedures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds when at least one part holds."""

    items: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Holds when every part holds."""

    items: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Holds when the part does not."""

    item: "Condition"


Atom = CountLow | RepeatLow
Condition = CountLow | RepeatLow | AnyOf | AllOf | Not


@dataclass(frozen=True, slots=True)
class RiskLevelBand:
    """A level of risk, reached with `min_low` distinct low procedures."""

    code: str
    title: str
    min_low: int


@dataclass(frozen=True, slots=True)
class RuleDefinition:
    """One edition of a rule. `source` names the act, `trust` says what of it is confirmed and what is not."""

    code: str
    title: str
    procedures: tuple[ProcedureKey, ...]
    low: LowCriterion
    combine: Condition
    source: str = ""
    trust: str = ""
    applies_to_lists_from: int | None = None
    min_participants: int = 1
    warn_below: int = 10
    window_years: int = 1
    window_base: WindowBase = WindowBase.PREVIOUS
    attempts: Attempts = Attempts.FIRST
    exclude_school_kinds: tuple[str, ...] = ()
    exclude_participants: tuple[ExcludedParticipants, ...] = ()
    small_cohorts: SmallCohorts = SmallCohorts.UNKNOWN
    biased_results: BiasedResults = BiasedResults.KEEP_AND_FLAG
    levels: tuple[RiskLevelBand, ...] = field(default=())

    @property
    def years_needed(self) -> int:
        """How many school years of results the verdict rests on, the results year included."""
        runs = [atom.years for atom in atoms(self.combine) if isinstance(atom, RepeatLow)]
        return max([self.window_years, *runs])

    def level_for(self, low_count: int) -> RiskLevelBand | None:
        """The highest level reached with so many low procedures."""
        reached = [band for band in self.levels if band.min_low <= low_count]
        return max(reached, key=lambda band: band.min_low, default=None)

    def to_json(self) -> dict[str, Any]:
        """The rule as JSON data that `read_definition` reads back into an equal rule."""
        return {
            "code": self.code,
            "title": self.title,
            "source": self.source,
            "trust": self.trust,
            "applies_to_lists_from": self.applies_to_lists_from,
            "procedures": [procedure.code for procedure in self.procedures],
            "low": {"metric": self.low.metric.value, "op": self.low.op, "value": _number(self.low.value)},
            "min_participants": self.min_participants,
            "warn_below": self.warn_below,
            "window": {"years": self.window_years, "base": self.window_base.value},
            "combine": condition_to_json(self.combine),
            "attempts": self.attempts.value,
            "exclude_school_kinds": list(self.exclude_school_kinds),
            "exclude_participants": [group.value for group in self.exclude_participants],
            "missing": "unknown",
            "small_cohorts": self.small_cohorts.value,
            "biased_results": self.biased_results.value,
            "levels": [{"code": b.code, "title": b.title, "min_low": b.min_low} for b in self.levels],
        }


def default_results_year(definition: RuleDefinition, list_year: int) -> int:
    """The school year whose results a list for `list_year` rests on: by default the previous one."""
    return list_year - 1 if definition.window_base is WindowBase.PREVIOUS else list_year


def atoms(condition: Condition) -> tuple[Atom, ...]:
    """The counts and repeats of a condition, in reading order."""
    match condition:
        case AnyOf(items) | AllOf(items):
            return tuple(atom for item in items for atom in atoms(item))
        case Not(item):
            return atoms(item)
        case _:
            return (condition,)


def condition_to_json(condition: Condition) -> dict[str, Any]:
    """A condition as JSON data; a subset of procedures is written only where there is one."""
    match condition:
        case AnyOf(items):
            return {"any": [condition_to_json(item) for item in items]}
        case AllOf(items):
            return {"all": [condition_to_json(item) for item in items]}
        case Not(item):
            return {"not": condition_to_json(item)}
        case CountLow(at_least, same_year, distinct, procedures):
            data = {"count_low_at_least": at_least, "distinct": distinct.value, "same_year": same_year}
        case RepeatLow(years, consecutive, procedures):
            data = {"same_procedure_low_years": years, "consecutive": consecutive}
    return {**data, "procedures": list(procedures)} if procedures else data


def _number(value: Decimal) -> int | str:
    """A whole threshold as a number, a fractional one as text: JSON numbers would lose exactness."""
    return int(value) if value == value.to_integral_value() else str(value.normalize())
