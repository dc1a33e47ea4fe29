"""Build the invented city from one number."""

from dataclasses import dataclass, replace
from random import Random

import numpy as np

from diagnostics.enums import AssessmentKind
from diagnostics.procedures import ProcedureKey
from shnor_portal.demo.world.city import RESULT_YEARS, held_in, vpr_held_in
from shnor_portal.demo.world.figures import FigureTable, build_figures
from shnor_portal.demo.world.plan import Plans, build_plans
from shnor_portal.demo.world.pupils import Cohorts, PupilTable, deal, rosters
from shnor_portal.demo.world.schools import DemoSchool, build_schools

DEFAULT_SEED = 2020


@dataclass(frozen=True, slots=True)
class World:
    """Everything that is true in the invented city. `figures` are the counts that any file of it must give back."""

    seed: int
    schools: list[DemoSchool]
    figures: FigureTable
    pupils: dict[tuple[int, ProcedureKey], PupilTable]

    def school(self, ris_code: str) -> DemoSchool:
        return next(school for school in self.schools if school.ris_code == ris_code)

    @property
    def working_schools(self) -> list[DemoSchool]:
        """The 78 schools that work today; the merged one is history."""
        return [school for school in self.schools if school.closed_on is None]

    def vpr_tables(self) -> list[PupilTable]:
        return [self.pupils[year, key] for year in RESULT_YEARS for key in vpr_held_in(year)]

    def exam_tables(self) -> list[PupilTable]:
        return [table for (_, key), table in self.pupils.items() if key.kind != AssessmentKind.VPR]


def build(seed: int = DEFAULT_SEED) -> World:
    """The same city for the same seed; another seed gives other schools the same roles."""
    rng = Random(seed)  # noqa: S311 - an invented city needs repeatability, not secrecy
    schools = build_schools(rng)
    plans = build_plans(schools, rng)
    schools = _fit_sizes(schools, plans)
    figures = build_figures(schools, plans, rng)
    generator = np.random.default_rng(seed)
    cohorts = Cohorts(rosters(figures), generator)
    pupils = {
        (year, key): deal(year, key, figures[year, key], cohorts, generator)
        for year in RESULT_YEARS
        for key in held_in(year)
    }
    return World(seed, schools, figures, pupils)


def _fit_sizes(schools: list[DemoSchool], plans: Plans) -> list[DemoSchool]:
    """A school whose figures the plan fixes is as large as they need."""
    needed: dict[str, int] = {}
    for (_, ris_code), plan in plans.items():
        sizes = [participants for participants, _ in plan.fixed.values()]
        needed[ris_code] = max([needed.get(ris_code, 0), *sizes])
    return [
        replace(school, usual_grade=needed[school.ris_code]) if needed.get(school.ris_code) else school
        for school in schools
    ]
