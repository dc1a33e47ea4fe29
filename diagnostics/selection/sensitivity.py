"""How firmly a verdict stands: the fewest pupils whose other result would turn it over.

Advice beside the verdict, never part of it. Missing results are taken as they are, not low: the question
is what the data at hand would have needed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from diagnostics.enums import SchoolVerdict, Verdict
from diagnostics.selection.definition import RuleDefinition
from diagnostics.selection.evaluation import cells_of, verdict_of
from diagnostics.selection.logic import LOW, NOT_LOW, Cell, Cells, Solution, Solver
from diagnostics.selection.outcomes import ProcedureOutcome, SchoolOutcome


@dataclass(frozen=True, slots=True)
class Step:
    """So many pupils of one procedure with another result: passes if it is low, failures if it is not."""

    outcome: ProcedureOutcome
    pupils: int


@dataclass(frozen=True, slots=True)
class Margin:
    """The cheapest way to another verdict: `pupils` in all, by procedure in `steps`.

    `is_certain` is false when missing results could still decide otherwise after these steps.
    """

    pupils: int
    steps: tuple[Step, ...]
    is_certain: bool


@dataclass(frozen=True, slots=True)
class PupilFlip:
    """One pupil's result in one procedure, and the verdict that it alone would have brought."""

    outcome: ProcedureOutcome
    verdict_after: SchoolVerdict


@dataclass(frozen=True, slots=True)
class AlmostListed:
    """A school not on the list that few failures more would have put there."""

    school_id: int | str
    margin: Margin


class Sensitivity:
    """One rule's sensitivity to single pupils; keep it for all schools of a run."""

    def __init__(self, definition: RuleDefinition) -> None:
        self._definition = definition
        self._solver = Solver(definition)

    def margin(self, school: SchoolOutcome) -> Margin | None:
        """Passes that would remove a listed school, failures that would list another one.

        None for unknown and excluded schools, and where no change of results could do it.
        """
        if school.verdict not in (SchoolVerdict.LISTED, SchoolVerdict.NOT_LISTED):
            return None
        wanted = school.verdict == SchoolVerdict.NOT_LISTED
        cells = {_place(outcome): _priced(outcome) for outcome in school.procedures}
        best = self._price(school, cells, wanted)
        if best is None:
            return None
        steps = self._steps(school, cells, wanted, best)
        return Margin(best, steps, self._is_certain(school, steps, wanted))

    def one_pupil_test(self, school: SchoolOutcome) -> tuple[PupilFlip, ...]:
        """Each result that a single pupil turns over and that then changes the school's verdict."""
        if school.verdict == SchoolVerdict.EXCLUDED:
            return ()
        flips = (
            PupilFlip(outcome, self._verdict_after(school, (Step(outcome, 1),)))
            for outcome in school.procedures
            if outcome.distance == 1
        )
        return tuple(flip for flip in flips if flip.verdict_after != school.verdict)

    def almost_listed(self, schools: Iterable[SchoolOutcome], within: int = 1) -> tuple[AlmostListed, ...]:
        """Schools not listed that at most `within` more failures would have listed, nearest first."""
        near = [
            AlmostListed(school.school_id, margin)
            for school in schools
            if school.verdict == SchoolVerdict.NOT_LISTED
            and (margin := self.margin(school)) is not None
            and margin.pupils <= within
        ]
        return tuple(sorted(near, key=lambda entry: entry.margin.pupils))

    def _price(self, school: SchoolOutcome, cells: dict[tuple[str, int], Cell], wanted: bool) -> int | None:
        solution = self._solve(school, cells)
        return solution.price_true if wanted else solution.price_false

    def _solve(self, school: SchoolOutcome, cells: dict[tuple[str, int], Cell]) -> Solution:
        return self._solver.solve(_ordered(self._definition, school, cells))

    def _steps(
        self, school: SchoolOutcome, cells: dict[tuple[str, int], Cell], wanted: bool, best: int
    ) -> tuple[Step, ...]:
        """Settle the results one by one on their cheaper side that still reaches the best price."""
        settled = dict(cells)
        steps = []
        for outcome in school.procedures:
            kept, *other = cells[_place(outcome)]
            if not other:
                continue
            settled[_place(outcome)] = (kept,)
            if other[0][1] <= best and self._price(school, settled, wanted) != best:
                settled[_place(outcome)] = tuple(other)
                steps.append(Step(outcome, other[0][1]))
        return tuple(steps)

    def _is_certain(self, school: SchoolOutcome, steps: Sequence[Step], wanted: bool) -> bool:
        expected = SchoolVerdict.LISTED if wanted else SchoolVerdict.NOT_LISTED
        return self._verdict_after(school, steps) == expected

    def _verdict_after(self, school: SchoolOutcome, steps: Sequence[Step]) -> SchoolVerdict:
        """The verdict with these results turned over and the missing ones open again."""
        turned = {_place(step.outcome) for step in steps}
        changed = [_turned(outcome) if _place(outcome) in turned else outcome for outcome in school.procedures]
        return verdict_of(self._solver.solve(cells_of(self._definition, changed, school.results_year)))


def _ordered(definition: RuleDefinition, school: SchoolOutcome, cells: dict[tuple[str, int], Cell]) -> Cells:
    years = range(school.results_year, school.results_year - definition.years_needed, -1)
    return tuple(tuple(cells[procedure.code, year] for year in years) for procedure in definition.procedures)


def _priced(outcome: ProcedureOutcome) -> Cell:
    """The result as it is for nothing, and turned over at the price of its distance."""
    is_low = outcome.verdict == Verdict.LOW
    kept = LOW if is_low else NOT_LOW
    return kept if outcome.distance is None else (*kept, (not is_low, outcome.distance))


def _turned(outcome: ProcedureOutcome) -> ProcedureOutcome:
    return replace(outcome, verdict=Verdict.NOT_LOW if outcome.verdict == Verdict.LOW else Verdict.LOW)


def _place(outcome: ProcedureOutcome) -> tuple[str, int]:
    return outcome.procedure, outcome.academic_year
