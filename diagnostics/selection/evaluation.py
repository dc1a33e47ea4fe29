"""Applies a rule to schools and their results: one verdict a school, with everything that led to it.

Reads each result once and each school once; nothing here knows the database or the date.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from diagnostics.enums import SchoolVerdict, Verdict
from diagnostics.procedures import ProcedureKey
from diagnostics.reference.calendar import availability
from diagnostics.reference.provenance import Availability
from diagnostics.selection.definition import RuleDefinition
from diagnostics.selection.judging import Judge
from diagnostics.selection.logic import LOW, NOT_LOW, OPEN, Cell, Cells, Solution, Solver, top_conditions
from diagnostics.selection.outcomes import (
    ConditionOutcome,
    ProcedureOutcome,
    ResultInput,
    SchoolId,
    SchoolInput,
    SchoolOutcome,
)
from diagnostics.selection.reasons import explain
from diagnostics.selection.wording import describe_condition

Calendar = Callable[[ProcedureKey, int], Availability]
ResultIndex = Mapping[tuple[SchoolId, str, int], ResultInput]


class DuplicateResultError(ValueError):
    """Two results for one school, procedure and year: the caller must decide which one is meant."""


def evaluate(
    definition: RuleDefinition,
    schools: Sequence[SchoolInput],
    results: Iterable[ResultInput],
    results_year: int,
    calendar: Calendar = availability,
) -> list[SchoolOutcome]:
    """Judge every school, in the order given, on the results of `results_year` and the years the rule needs.

    `calendar` says which procedures were held; pass a partial of `availability` with the municipality's
    overrides. Results of other schools, procedures and years are left aside. Raises DuplicateResultError.
    """
    run = _Run(definition, results_year, calendar)
    index = run.index(results)
    return [run.school(school, index) for school in schools]


def cells_of(definition: RuleDefinition, procedures: Iterable[ProcedureOutcome], results_year: int) -> Cells:
    """Judged results as the cells that the solver reads: by procedure, then from the results year back."""
    by_place = {(outcome.procedure, outcome.academic_year): _cell(outcome) for outcome in procedures}
    years = range(results_year, results_year - definition.years_needed, -1)
    return tuple(tuple(by_place[procedure.code, year] for year in years) for procedure in definition.procedures)


def verdict_of(solution: Solution) -> SchoolVerdict:
    """Listed, not listed, or unknown while missing data allow both."""
    if solution.holds is None:
        return SchoolVerdict.UNKNOWN
    return SchoolVerdict.LISTED if solution.holds else SchoolVerdict.NOT_LISTED


class _Run:
    """One evaluation: the rule prepared once, the calendar asked once per procedure and year."""

    def __init__(self, definition: RuleDefinition, results_year: int, calendar: Calendar) -> None:
        self.definition = definition
        self.results_year = results_year
        self.judge = Judge.of(definition)
        self.solver = Solver(definition)
        self.texts = [describe_condition(part) for part in top_conditions(definition.combine)]
        years = range(results_year, results_year - definition.years_needed, -1)
        self.places = [(key, year, calendar(key, year)) for year in years for key in definition.procedures]

    def index(self, results: Iterable[ResultInput]) -> ResultIndex:
        """Results by school, procedure and year, only those that the rule reads."""
        wanted = {(key.code, year) for key, year, _ in self.places}
        index: dict[tuple[SchoolId, str, int], ResultInput] = {}
        for result in results:
            if (result.procedure, result.academic_year) not in wanted:
                continue
            place = (result.school_id, result.procedure, result.academic_year)
            if place in index:
                raise DuplicateResultError(place)
            index[place] = result
        return index

    def school(self, school: SchoolInput, index: ResultIndex) -> SchoolOutcome:
        """The verdict on one school; an excluded one keeps its procedures to be looked at."""
        procedures = tuple(
            self._outcome(school, key, year, held, index.get((school.id, key.code, year)))
            for key, year, held in self.places
        )
        solution = self.solver.solve(cells_of(self.definition, procedures, self.results_year))
        is_excluded = school.kind in self.definition.exclude_school_kinds
        verdict = SchoolVerdict.EXCLUDED if is_excluded else verdict_of(solution)
        conditions = tuple(map(ConditionOutcome, self.texts, solution.parts))
        window = [outcome for outcome in procedures if outcome.academic_year > self._before_window]
        low = {outcome.procedure for outcome in window if outcome.verdict == Verdict.LOW}
        possible = low | {outcome.procedure for outcome in window if outcome.is_open}
        level = None if is_excluded else self.definition.level_for(len(low))
        return SchoolOutcome(
            school_id=school.id,
            results_year=self.results_year,
            verdict=verdict,
            low_count=len(low),
            possible_low_count=len(possible),
            assessed_count=len({outcome.procedure for outcome in window if outcome.verdict != Verdict.NO_DATA}),
            level=level.code if level else None,
            procedures=procedures,
            conditions=conditions,
            reasons=explain(verdict, school.kind, conditions, procedures, self.results_year),
        )

    @property
    def _before_window(self) -> int:
        return self.results_year - self.definition.window_years

    def _outcome(
        self, school: SchoolInput, key: ProcedureKey, year: int, held: Availability, result: ResultInput | None
    ) -> ProcedureOutcome:
        return self.judge.absent(key, year, school, held) if result is None else self.judge.judge(result)


def _cell(outcome: ProcedureOutcome) -> Cell:
    if outcome.is_open:
        return OPEN
    return LOW if outcome.verdict == Verdict.LOW else NOT_LOW
