"""Marks of each school in each procedure: integer counts that obey the plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from diagnostics.enums import AssessmentKind, Subject
from diagnostics.procedures import ProcedureKey
from shnor_portal.demo.world.city import EGE_BASE, EGE_PROFILE, EGE_RU, OGE_MA, OGE_RU, RESULT_YEARS, held_in
from shnor_portal.demo.world.plan import RULE_PROCEDURES, Plans, SchoolPlan
from shnor_portal.demo.world.schools import CORRECTIONAL, EVENING, GYMNASIUM, LYCEUM, DemoSchool

LOW_SHARE = 30  # per cent of participants, inclusive

# Share of fails and share of «4» and «5» usual for the city, by procedure: falling from the fourth grade on.
_VPR_USUAL = {4: (0.06, 0.70), 5: (0.12, 0.52), 6: (0.16, 0.41), 7: (0.17, 0.37), 8: (0.18, 0.34)}
_EXAM_USUAL = {
    OGE_RU: (0.06, 0.56),
    OGE_MA: (0.14, 0.44),
    EGE_RU: (0.01, 0.62),
    EGE_PROFILE: (0.09, 0.46),
    EGE_BASE: (0.05, 0.66),
}
_HIGHEST_NOT_LOW = 0.27
_ABSENT = 0.06


@dataclass(frozen=True, slots=True)
class Figures:
    """Participants by mark «2», «3», «4», «5».

    Where a ЕГЭ gives a test score and no mark, the first is «below the minimum of the certificate» and the
    other three are bands of the score.
    """

    marks: tuple[int, int, int, int]

    @classmethod
    def total(cls, rows: "Iterable[Figures]") -> "Figures":
        """The sum over schools."""
        n2, n3, n4, n5 = (sum(counts) for counts in zip(*(row.marks for row in rows), strict=True))
        return cls((n2, n3, n4, n5))

    @property
    def participants(self) -> int:
        return sum(self.marks)

    @property
    def fails(self) -> int:
        return self.marks[0]


Cohorts = dict[tuple[str, int], int]  # (code in РИС, academic year of grade 0) → pupils
FigureTable = dict[tuple[int, ProcedureKey], dict[str, Figures]]  # (year, procedure) → code in РИС → figures


def build_figures(schools: list[DemoSchool], plans: Plans, rng: Random) -> FigureTable:
    """Figures of every school that took part; a school that did not is absent, never zero."""
    cohorts, nothing_low = _fixed_cohorts(plans), SchoolPlan()
    table: FigureTable = {}
    for year in RESULT_YEARS:
        for key in held_in(year):
            taking_part = [school for school in schools if _takes_part(school, year, key)]
            table[year, key] = {
                school.ris_code: _figures(
                    school, key, year, plans.get((year, school.ris_code), nothing_low), cohorts, rng
                )
                for school in taking_part
            }
    return table


def _fixed_cohorts(plans: Plans) -> Cohorts:
    """A figure fixed by the plan needs a cohort that holds it."""
    return {
        (ris_code, year - key.grade): participants + 1
        for (year, ris_code), plan in plans.items()
        for key, (participants, _) in plan.fixed.items()
    }


def _takes_part(school: DemoSchool, year: int, key: ProcedureKey) -> bool:
    has_grade = school.first_grade <= key.grade <= school.last_grade
    is_vpr_of_evening = school.kind == EVENING and key.kind == AssessmentKind.VPR
    return school.works_in(year) and has_grade and school.kind != CORRECTIONAL and not is_vpr_of_evening


def _figures(
    school: DemoSchool, key: ProcedureKey, year: int, plan: SchoolPlan, cohorts: Cohorts, rng: Random
) -> Figures:
    if key in plan.fixed:
        participants, fails = plan.fixed[key]
    else:
        participants = _participants(school, key, year, cohorts, rng)
        fails = _fails(school, key, participants, plan, rng)
    return Figures((fails, *_passes(school, key, participants - fails, key in plan.low, rng)))


def _participants(school: DemoSchool, key: ProcedureKey, year: int, cohorts: Cohorts, rng: Random) -> int:
    """Pupils of the cohort less those absent; a cohort is told by the year before its first grade."""
    cohort = (school.ris_code, year - key.grade)
    size = cohorts.setdefault(cohort, max(4, round(school.usual_grade * rng.uniform(0.88, 1.1))))
    if key.kind == AssessmentKind.EGE:
        leavers = max(6, size // 2)
        profile = round(leavers * (0.35 + school.number % 4 * 0.08))
        return {EGE_PROFILE: profile, EGE_BASE: leavers - profile}.get(key, leavers)
    return size - sum(rng.random() < _ABSENT for _ in range(size))


def _fails(school: DemoSchool, key: ProcedureKey, participants: int, plan: SchoolPlan, rng: Random) -> int:
    """The planned side of 30 % holds in whole pupils, whatever the share drawn."""
    smallest_low = -(-LOW_SHARE * participants // 100)
    if key in plan.low:
        share = 0.31 + 0.28 * rng.betavariate(1.3, 2.6)
        return max(smallest_low, round(share * participants))
    usual = _usual(key)[0] * (1.25 - 0.7 * _strength(school, bool(plan.low)))
    drawn = round(min(_HIGHEST_NOT_LOW, usual * rng.uniform(0.5, 1.5)) * participants)
    return min(smallest_low - 1, drawn) if key in RULE_PROCEDURES else drawn


def _passes(school: DemoSchool, key: ProcedureKey, passed: int, is_low: bool, rng: Random) -> tuple[int, int, int]:
    """Split those who passed into «3», «4» and «5»."""
    quality = _usual(key)[1] + 0.16 * _strength(school, is_low) + rng.uniform(-0.05, 0.05)
    good = round(passed * min(0.95, max(0.08, quality)))
    excellent = round(good * (0.34 if key.subject == Subject.MA else 0.28) * rng.uniform(0.7, 1.2))
    return passed - good, good - excellent, excellent


def _usual(key: ProcedureKey) -> tuple[float, float]:
    return _VPR_USUAL[key.grade] if key.kind == AssessmentKind.VPR else _EXAM_USUAL[key]


def _strength(school: DemoSchool, is_struggling: bool) -> float:
    """From −1 to 1: how far a school stands from the usual one."""
    if school.kind in (GYMNASIUM, LYCEUM):
        return 0.9
    return -0.6 if is_struggling else 0.25
