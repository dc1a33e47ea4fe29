"""A rule tried out: other figures, past years, nothing saved."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from diagnostics.enums import SchoolVerdict
from diagnostics.models import RiskList
from diagnostics.selection.definition import AnyOf, Condition, CountLow, RepeatLow, RuleDefinition
from diagnostics.selectors.comparisons import Comparison, compare_outcomes
from diagnostics.selectors.selection import Run, run_rule
from diagnostics.selectors.stored import stored_outcomes
from shnor_portal.accounts.models import Municipality
from shnor_portal.common.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Trial:
    """What the rule would give in one year. Counts are of schools; `considered` is all of them."""

    results_year: int
    considered: int
    listed: int
    unknown: int
    run: Run


def varied(
    rule: RuleDefinition, *, threshold: Decimal, at_least: int, repeat: bool, min_participants: int
) -> RuleDefinition:
    """The rule with another threshold, number of low procedures, minimum, and with or without the repeat clause."""
    first: Condition = CountLow(at_least)
    condition = AnyOf((first, RepeatLow(2))) if repeat else AnyOf((first,))
    return replace(
        rule,
        low=replace(rule.low, value=threshold),
        combine=condition,
        min_participants=min_participants,
    )


def try_rule(municipality: Municipality, rule: RuleDefinition, academic_year: int, results_year: int) -> Trial:
    """One year's outcome. Raises Refusal NO_RESULTS."""
    run = run_rule(municipality, rule, academic_year, results_year)
    verdicts = Counter(outcome.verdict for outcome in run.outcomes)
    return Trial(
        results_year=results_year,
        considered=len(run.outcomes),
        listed=verdicts[SchoolVerdict.LISTED],
        unknown=verdicts[SchoolVerdict.UNKNOWN],
        run=run,
    )


def try_years(municipality: Municipality, rule: RuleDefinition, years: Sequence[int]) -> list[Trial]:
    """The same rule over several years of results; a year that has none of its procedures is left out."""
    trials = []
    for year in years:
        try:
            trials.append(try_rule(municipality, rule, year + 1, year))
        except Refusal as refusal:
            if refusal.code != "NO_RESULTS":
                raise
    return trials


def beside_saved(trial: Trial, saved: RiskList) -> Comparison:
    """How the trial would change a saved list."""
    entries = list(saved.entries.select_related("school"))
    names = {entry.school_id: entry.school_name for entry in entries}
    names |= {school.pk: school.name for school in trial.run.schools}
    return compare_outcomes(stored_outcomes(entries, saved.results_year or 0), trial.run.outcomes, names)
