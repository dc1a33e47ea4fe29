"""Movement of indicators beside the support given: counts of each deficit then and now. Shown, never explained.

«Then» are the counts the deficit was fixed with, «now» the newest result in force of a later school year, up to the
watch year. Support and movement stand side by side; nothing here says that one caused the other.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from diagnostics.procedures import ProcedureKey
from diagnostics.selection.outcomes import ResultInput
from diagnostics.selectors.evidence import read_evidence
from roadmaps.models import CaseDeficit, SupportCase
from roadmaps.rules.movement import Counts, Movement, movement


@dataclass(frozen=True, slots=True)
class IndicatorOfCase:
    """One deficit of a school: counts then, counts now, and which way they went."""

    procedure: str
    before: Counts
    now: Counts | None

    @property
    def title(self) -> str:
        return ProcedureKey.parse(self.procedure).title

    @property
    def short_title(self) -> str:
        return ProcedureKey.parse(self.procedure).short_title

    @property
    def movement(self) -> Movement:
        return movement(self.before, self.now)


def indicators_of_cases(cases: Sequence[SupportCase]) -> dict[int, list[IndicatorOfCase]]:
    """Deficits of cases of one municipality with their movement; two queries whatever the number of cases."""
    if not cases:
        return {}
    by_key = {case.pk: case for case in cases}
    deficits = list(CaseDeficit.objects.filter(case_id__in=by_key))
    results = _results(by_key, deficits)
    found: dict[int, list[IndicatorOfCase]] = defaultdict(list)
    for deficit in deficits:
        found[deficit.case_id].append(_indicator(by_key[deficit.case_id], deficit, results))
    return dict(found)


def _results(
    cases: dict[int, SupportCase], deficits: Iterable[CaseDeficit]
) -> dict[tuple[int, str], list[ResultInput]]:
    """Results by school and procedure, the oldest first."""
    years = {case.academic_year for case in cases.values()}
    span = range(min(years) - 1, max(years) + 2)
    schools = {case.school_id for case in cases.values()}
    city = next(iter(cases.values())).municipality_id
    read = read_evidence(city, {deficit.procedure for deficit in deficits}, span, schools)
    found: dict[tuple[int, str], list[ResultInput]] = defaultdict(list)
    for result in read.results:
        found[int(result.school_id), result.procedure].append(result)
    return found


def _indicator(
    case: SupportCase, deficit: CaseDeficit, results: dict[tuple[int, str], list[ResultInput]]
) -> IndicatorOfCase:
    fixed_in = deficit.results_year if deficit.results_year is not None else case.academic_year - 1
    later = [
        result
        for result in results.get((case.school_id, deficit.procedure), ())
        if fixed_in < result.academic_year <= case.academic_year + 1
    ]
    now = Counts(later[-1].failed, later[-1].participants, later[-1].academic_year) if later else None
    return IndicatorOfCase(deficit.procedure, Counts(deficit.failed, deficit.participants, deficit.results_year), now)
