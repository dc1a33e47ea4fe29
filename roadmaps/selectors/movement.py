"""How low results moved: counts of the day the school was listed beside the newest ones. Shows, explains nothing.

A figure stays two integers; «low» is three-valued, and a missing result is never a good one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from diagnostics.enums import Verdict
from diagnostics.models import AssessmentResult, RiskListEntry
from diagnostics.procedures import ProcedureKey
from diagnostics.selection.definition import Metric
from roadmaps.models import SupportCase
from shnor_portal.common.numbers import compare_share

TONES = {Verdict.LOW: "bad", Verdict.NOT_LOW: "good", Verdict.NO_DATA: "nodata"}


@dataclass(frozen=True, slots=True)
class Figure:
    """Counts of one school year; all None where there is no result."""

    year: int | None = None
    failed: int | None = None
    participants: int | None = None
    verdict: str = Verdict.NO_DATA

    @property
    def tone(self) -> str:
        return TONES[Verdict(self.verdict)]

    @property
    def words(self) -> str:
        return Verdict(self.verdict).label


@dataclass(frozen=True, slots=True)
class Movement:
    """One procedure then and now."""

    procedure: str
    then: Figure
    now: Figure

    @property
    def title(self) -> str:
        return ProcedureKey.parse(self.procedure).title

    def to_json(self) -> dict[str, Any]:
        """Plain data for a signed conclusion."""
        return asdict(self)


def movements_of(case: SupportCase) -> list[Movement]:
    """Deficits of the case, then the other procedures the list judged; two queries besides the case's entry."""
    said = judged(case.entry)
    deficits = {deficit.procedure: deficit for deficit in case.deficits.all()}
    codes = list(dict.fromkeys([*deficits, *said]))
    newest = newest_results(case, codes)
    found = []
    for code in codes:
        reason = said.get(code, {})
        deficit = deficits.get(code)
        then = _then(reason) if reason else _counted(deficit)
        found.append(Movement(code, then, _now(newest.get(code), reason, then)))
    return found


def movement_from(data: Mapping[str, Any]) -> Movement:
    """A movement kept in a signed conclusion."""
    return Movement(data["procedure"], Figure(**data["then"]), Figure(**data["now"]))


def judged(entry: RiskListEntry | None) -> dict[str, Mapping[str, Any]]:
    """Procedures of a list entry as the rule judged them; of several years the newest."""
    reasons: Iterable[Mapping[str, Any]] = entry.reasons if entry else ()
    ordered = sorted(reasons, key=lambda reason: reason.get("academic_year") or 0)
    return {reason["procedure"]: reason for reason in ordered}


def newest_results(case: SupportCase, codes: list[str]) -> dict[str, AssessmentResult]:
    """The newest current result of each procedure, whatever its year."""
    rows = AssessmentResult.objects.current().filter(school_id=case.school_id, assessment__procedure__in=codes)
    rows = rows.select_related("assessment").order_by("assessment__academic_year")
    return {row.assessment.procedure: row for row in rows}


def _then(reason: Mapping[str, Any]) -> Figure:
    year, failed, participants = (reason.get(name) for name in ("academic_year", "failed", "participants"))
    return Figure(year, failed, participants, reason.get("verdict", Verdict.NO_DATA))


def _counted(deficit: Any) -> Figure:
    return Figure(deficit.results_year, deficit.failed, deficit.participants) if deficit else Figure()


def _now(result: AssessmentResult | None, reason: Mapping[str, Any], then: Figure) -> Figure:
    """The newest result, unless it is the very one the list was drawn from."""
    if result is None or (then.year is not None and result.assessment.academic_year <= then.year):
        return Figure()
    verdict = _verdict(result, reason)
    return Figure(result.assessment.academic_year, result.failed, result.participants, verdict)


def _verdict(result: AssessmentResult, reason: Mapping[str, Any]) -> str:
    """Low or not by the threshold the list used; no verdict where that rule cannot be asked of these counts."""
    asks_failures = reason.get("metric") == Metric.SHARE_FAIL and reason.get("op") and reason.get("threshold")
    if not asks_failures or result.failed is None or not result.participants:
        return Verdict.NO_DATA
    is_low = compare_share(result.failed, result.participants, reason["op"], reason["threshold"])
    return Verdict.LOW if is_low else Verdict.NOT_LOW
