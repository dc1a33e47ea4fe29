"""The why-sheet: every figure behind a verdict, how far it stands from the threshold, and where it was read."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from diagnostics.enums import NoDataReason, SchoolVerdict, Verdict
from diagnostics.models import AssessmentResult, RiskListEntry
from diagnostics.procedures import ProcedureKey
from diagnostics.selection.outcomes import ProcedureOutcome
from diagnostics.selectors.evidence import describe_place, needs_threshold
from diagnostics.selectors.stored import procedure_outcome
from shnor_portal.common.numbers import COMPARISON_SIGN, NBSP, format_percent, format_threshold, plural
from shnor_portal.common.years import format_academic_year

VERDICT_TONE = {Verdict.LOW: "bad", Verdict.NOT_LOW: "good", Verdict.NO_DATA: "nodata"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure was read: the words, and the import it came with."""

    text: str
    batch_public_id: str


@dataclass(frozen=True, slots=True)
class PastResult:
    """The same procedure in one school year, as it stands now."""

    academic_year: int
    numerator: int | None
    participants: int

    @property
    def text(self) -> str:
        """«8 из 20 = 40,0 %»."""
        if self.numerator is None or not self.participants:
            return f"участников {self.participants}, доли нет"
        share = format_percent(self.numerator, self.participants)
        return f"{self.numerator} из {self.participants} = {share}"


@dataclass(frozen=True, slots=True)
class ProcedureLine:
    """One procedure of one year, ready to be read out."""

    title: str
    year: str
    tone: str
    verdict: str
    counts: str
    share: str
    threshold: str
    distance: str
    interval: str
    notes: list[str]
    sentence: str
    places: list[Place]
    history: list[PastResult]


@dataclass(frozen=True, slots=True)
class WhySheet:
    """Procedures with figures, procedures without, what single pupils decide, and how to turn the verdict over."""

    with_data: list[ProcedureLine]
    without_data: list[ProcedureLine]
    turning: str
    one_pupil: list[str]


def why_sheet(entry: RiskListEntry) -> WhySheet:
    """The sheet of one stored entry; one query, for the history of its procedures."""
    history = _history(entry)
    lines = [(reason["verdict"], _line(reason, history)) for reason in entry.reasons]
    return WhySheet(
        with_data=[line for verdict, line in lines if verdict != Verdict.NO_DATA],
        without_data=[line for verdict, line in lines if verdict == Verdict.NO_DATA],
        turning=_turning(entry),
        one_pupil=[_flip(flip) for flip in entry.sensitivity.get("one_pupil", [])],
    )


def _history(entry: RiskListEntry) -> dict[str, list[PastResult]]:
    codes = {reason["procedure"] for reason in entry.reasons}
    rows = (
        AssessmentResult.objects.current()
        .filter(municipality_id=entry.municipality_id, school_id=entry.school_id, assessment__procedure__in=codes)
        .order_by("assessment__academic_year")
        .values_list(
            "assessment__procedure", "assessment__academic_year", "failed", "marks_2", "participants",
        )
    )  # fmt: skip
    history: dict[str, list[PastResult]] = defaultdict(list)
    for code, year, failed, twos, participants in rows:
        known = failed if failed is not None or needs_threshold(ProcedureKey.parse(code)) else twos
        history[code].append(PastResult(year, known, participants))
    return history


def _line(reason: Mapping[str, Any], history: dict[str, list[PastResult]]) -> ProcedureLine:
    outcome = procedure_outcome(reason)
    key = ProcedureKey.parse(outcome.procedure)
    has_share = outcome.numerator is not None and outcome.denominator
    return ProcedureLine(
        title=key.title,
        year=format_academic_year(outcome.academic_year),
        tone=VERDICT_TONE[outcome.verdict],
        verdict=_verdict(outcome),
        counts=f"{outcome.numerator} из {outcome.denominator}" if has_share else "",
        share=outcome.share,
        threshold=f"{COMPARISON_SIGN[outcome.op]}{NBSP}{format_threshold(outcome.threshold)}",
        distance=_distance(outcome),
        interval=_interval(outcome),
        notes=_notes(outcome),
        sentence=outcome.sentence,
        places=[
            Place(
                describe_place(source["file_name"], source["sheet"], source["row_from"], source["row_to"]),
                source["batch_public_id"],
            )
            for source in reason.get("sources", [])
        ],
        history=history.get(outcome.procedure, []),
    )


def _verdict(outcome: ProcedureOutcome) -> str:
    if outcome.verdict == Verdict.NO_DATA and outcome.reason:
        return f"{Verdict.NO_DATA.label}: {NoDataReason(outcome.reason).label}"
    return Verdict(outcome.verdict).label


def _distance(outcome: ProcedureOutcome) -> str:
    """How many pupils with another result would turn this procedure over."""
    if outcome.distance is None:
        return ""
    who = f"{outcome.distance} {plural(outcome.distance, 'участник', 'участника', 'участников')}"
    if outcome.verdict == Verdict.LOW:
        return f"{who} с другим результатом, и процедура не была бы низкой"
    return f"{who} с другим результатом, и процедура стала бы низкой"


def _interval(outcome: ProcedureOutcome) -> str:
    """«6,7–65,2 %»: the exact 95 % interval."""
    if outcome.interval is None:
        return ""
    low, high = (format_percent(round(end * 100_000), 100_000) for end in outcome.interval)
    return f"{low.removesuffix(f'{NBSP}%')}–{high}"


def _notes(outcome: ProcedureOutcome) -> list[str]:
    """Warnings beside the verdict; none of them changes it."""
    told = [
        (outcome.is_borderline, "Пограничный: 95-процентный интервал накрывает порог."),
        (
            outcome.is_small,
            f"Малая группа: участников {outcome.participants}, один человек меняет долю "
            f"на {format_percent(1, outcome.participants or 1)}.",
        ),
        (outcome.is_biased, "Результат отмечен признаками необъективности: это вопрос для разговора, не вина школы."),
    ]
    return [text for holds, text in told if holds]


def _turning(entry: RiskListEntry) -> str:
    """The cheapest way to another verdict, in words; empty where there is none."""
    steps = entry.sensitivity.get("steps", [])
    if entry.flip_pupils is None or not steps:
        return ""
    told = ", ".join(
        f"{step['title']}: {step['pupils']} {plural(step['pupils'], 'участник', 'участника', 'участников')}"
        for step in steps
    )
    is_listed = entry.verdict == SchoolVerdict.LISTED
    effect = "школа не вошла бы в перечень" if is_listed else "школа вошла бы в перечень"
    doubt = "" if entry.sensitivity.get("is_certain") else " Недостающие данные могли бы решить иначе."
    return f"При другом результате у немногих участников ({told}) {effect}.{doubt}"


def _flip(flip: Mapping[str, Any]) -> str:
    after = SchoolVerdict(flip["verdict_after"]).label
    return f"{flip['title']}, {format_academic_year(flip['academic_year'])}: вывод стал бы «{after}»"
