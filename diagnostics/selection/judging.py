"""The verdict on one procedure of one school: low, not low, or no data and why."""

from dataclasses import dataclass
from fractions import Fraction

from diagnostics.enums import NoDataReason, Verdict
from diagnostics.procedures import ProcedureKey
from diagnostics.reference.provenance import Availability
from diagnostics.selection.definition import BiasedResults, Metric, RuleDefinition, SmallCohorts
from diagnostics.selection.outcomes import ProcedureOutcome, ResultInput, SchoolInput
from shnor_portal.common.numbers import clopper_pearson, compare_share, exact, interval_covers, pupils_to_flip

_SETTLED = frozenset({NoDataReason.NOT_HELD, NoDataReason.NO_PARTICIPANTS})
_OF_PUPILS = frozenset({Metric.SHARE_FAIL, Metric.QUALITY})


@dataclass(frozen=True, slots=True)
class Judge:
    """A rule's view of single results; the threshold is made exact once."""

    rule: RuleDefinition
    limit: Fraction

    @classmethod
    def of(cls, rule: RuleDefinition) -> "Judge":
        return cls(rule, exact(rule.low.value))

    def absent(
        self, procedure: ProcedureKey, year: int, school: SchoolInput, availability: Availability
    ) -> ProcedureOutcome:
        """No result came in. It is settled when the procedure was not held or the school lacks the grade."""
        if availability is Availability.NOT_HELD:
            return self._no_data(procedure.code, year, NoDataReason.NOT_HELD)
        if school.grades is not None and procedure.grade not in school.grades:
            return self._no_data(procedure.code, year, NoDataReason.NO_PARTICIPANTS)
        return self._no_data(procedure.code, year, NoDataReason.NOT_IMPORTED)

    def judge(self, result: ResultInput) -> ProcedureOutcome:
        """The verdict on a result that came in. A result counts even where the calendar says «not held»."""
        reason = self._unusable(result)
        share = self._share(result)
        if reason is None and share is None:
            reason = NoDataReason.NO_SCORES if self.rule.low.metric is Metric.MEAN_SCORE else result.reason
        if reason is not None or share is None:
            return self._no_data(result.procedure, result.academic_year, reason, result)
        is_low = compare_share(*share, self.rule.low.op, self.limit)
        if not is_low and result.is_biased and self.rule.biased_results is BiasedResults.LOW_ONLY:
            return self._no_data(result.procedure, result.academic_year, NoDataReason.BIASED, result)
        return self._verdict(result, share, is_low)

    def _unusable(self, result: ResultInput) -> NoDataReason | None:
        if result.participants == 0:
            return NoDataReason.NO_PARTICIPANTS
        return NoDataReason.BELOW_MINIMUM if result.participants < self.rule.min_participants else None

    def _share(self, result: ResultInput) -> tuple[int, int] | None:
        """Numerator and denominator of the rule's metric, None when the source lacks them."""
        if self.rule.low.metric is Metric.MEAN_SCORE:
            if result.score_sum is None or not result.scored or not result.max_score:
                return None
            return result.score_sum, result.scored * result.max_score
        count = result.failed if self.rule.low.metric is Metric.SHARE_FAIL else result.good
        return None if count is None or not result.participants else (count, result.participants)

    def _verdict(self, result: ResultInput, share: tuple[int, int], is_low: bool) -> ProcedureOutcome:
        low = self.rule.low
        counts_pupils = low.metric in _OF_PUPILS
        return ProcedureOutcome(
            procedure=result.procedure,
            academic_year=result.academic_year,
            verdict=Verdict.LOW if is_low else Verdict.NOT_LOW,
            metric=low.metric,
            op=low.op,
            threshold=low.value,
            participants=result.participants,
            failed=result.failed,
            numerator=share[0],
            denominator=share[1],
            distance=pupils_to_flip(*share, low.op, self.limit) if counts_pupils else None,
            interval=clopper_pearson(*share) if counts_pupils else None,
            is_borderline=counts_pupils and interval_covers(*share, self.limit),
            is_small=result.participants < self.rule.warn_below,
            is_biased=result.is_biased,
            result_ids=_ids(result),
        )

    def _no_data(
        self, procedure: str, year: int, reason: NoDataReason | None, result: ResultInput | None = None
    ) -> ProcedureOutcome:
        is_set_aside = reason == NoDataReason.BELOW_MINIMUM and self.rule.small_cohorts is SmallCohorts.SET_ASIDE
        return ProcedureOutcome(
            procedure=procedure,
            academic_year=year,
            verdict=Verdict.NO_DATA,
            metric=self.rule.low.metric,
            op=self.rule.low.op,
            threshold=self.rule.low.value,
            reason=reason,
            is_open=reason not in _SETTLED and not is_set_aside,
            participants=result.participants if result else None,
            failed=result.failed if result else None,
            is_small=result is not None and 0 < result.participants < self.rule.warn_below,
            is_biased=result is not None and result.is_biased,
            result_ids=_ids(result) if result else (),
        )


def _ids(result: ResultInput) -> tuple[int | str, ...]:
    return () if result.result_id is None else (result.result_id,)
