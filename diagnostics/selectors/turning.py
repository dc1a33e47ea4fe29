"""How firm a verdict is: the fewest pupils who would turn it over, and whether doubt of small numbers reaches it."""

from dataclasses import dataclass, replace
from typing import Any

from diagnostics.enums import SchoolVerdict
from diagnostics.selection.definition import RuleDefinition
from diagnostics.selection.evaluation import cells_of, verdict_of
from diagnostics.selection.logic import Solver
from diagnostics.selection.outcomes import SchoolOutcome
from diagnostics.selection.sensitivity import Margin, PupilFlip, Sensitivity


@dataclass(frozen=True, slots=True)
class Turning:
    """The margin of a verdict, the one-pupil test, and whether it is borderline.

    Borderline: there is one result whose 95 % interval reaches over the threshold and which alone, fallen
    on the other side, would have changed the verdict.
    """

    margin: Margin | None
    one_pupil: tuple[PupilFlip, ...]
    is_borderline: bool

    @property
    def pupils(self) -> int | None:
        return self.margin.pupils if self.margin else None

    def to_json(self) -> dict[str, Any]:
        """JSON data: steps of the cheapest way out, and each result that a single pupil decides."""
        steps = self.margin.steps if self.margin else ()
        return {
            "pupils": self.pupils,
            "is_certain": self.margin.is_certain if self.margin else None,
            "steps": [
                {"procedure": step.outcome.procedure, "title": step.outcome.title, "pupils": step.pupils}
                for step in steps
            ],
            "one_pupil": [
                {
                    "procedure": flip.outcome.procedure,
                    "title": flip.outcome.title,
                    "academic_year": flip.outcome.academic_year,
                    "verdict_after": flip.verdict_after.value,
                }
                for flip in self.one_pupil
            ],
        }


def turnings(definition: RuleDefinition, outcomes: list[SchoolOutcome]) -> list[Turning]:
    """The firmness of each verdict, in the order of outcomes."""
    sensitivity, solver = Sensitivity(definition), Solver(definition)
    return [
        Turning(
            margin=sensitivity.margin(outcome),
            one_pupil=sensitivity.one_pupil_test(outcome),
            is_borderline=_is_borderline(definition, solver, outcome),
        )
        for outcome in outcomes
    ]


def _is_borderline(definition: RuleDefinition, solver: Solver, outcome: SchoolOutcome) -> bool:
    if outcome.verdict not in (SchoolVerdict.LISTED, SchoolVerdict.NOT_LISTED):
        return False
    return any(
        _verdict_without(definition, solver, outcome, place) == SchoolVerdict.UNKNOWN
        for place, one in enumerate(outcome.procedures)
        if one.is_borderline
    )


def _verdict_without(definition: RuleDefinition, solver: Solver, outcome: SchoolOutcome, place: int) -> SchoolVerdict:
    """The verdict when one result is held to be unknown."""
    doubted = [replace(one, is_open=True) if at == place else one for at, one in enumerate(outcome.procedures)]
    return verdict_of(solver.solve(cells_of(definition, doubted, outcome.results_year)))
