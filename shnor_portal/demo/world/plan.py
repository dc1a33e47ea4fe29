"""Which procedures are low, for each school and year: the shape of the demonstration lists.

The proportions are those of a real city's order of September 2020: 30 schools of 78 (38.5 %), most of them
by two or three procedures, mainly through ВПР and ОГЭ mathematics. Figures are made to fit the plan;
whether they really do is counted apart, from the figures alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import cycle
from random import Random

from diagnostics.enums import Subject
from diagnostics.procedures import ProcedureKey
from shnor_portal.demo.world.city import EGE_BASE, EGE_PROFILE, EGE_RU, OGE_MA, OGE_RU, vpr
from shnor_portal.demo.world.schools import BASIC, CENTRE, EVENING, SECONDARY, DemoSchool

_LETTERS = {
    "5R": vpr(5, Subject.RU),
    "5M": vpr(5, Subject.MA),
    "6R": vpr(6, Subject.RU),
    "6M": vpr(6, Subject.MA),
    "OR": OGE_RU,
    "OM": OGE_MA,
    "ER": EGE_RU,
    "PM": EGE_PROFILE,
    "BM": EGE_BASE,
}
RULE_PROCEDURES = tuple(_LETTERS.values())

# A letter may be followed by «=participants:fails», a figure on the very edge of 30 %.
_LISTED = (
    "5M 6M=20:6", "6M OM", "5M 6M", "6R 6M", "5M OM=30:9", "6M OM", "5R 5M=10:3", "6M OM", "5R 6R", "5M OM",
    "6M PM", "OM BM",
    "5M 6M=40:12 OM", "5M 6M OM", "5M 6R 6M", "5R 5M 6M", "6R 6M OM", "5M 6M OM", "5R 6R 6M", "6M OM PM",
    "5M 6M OR", "5R 6M OM", "5M OM PM",
    "5M 6R 6M OM", "5R 5M 6M OM", "5R 5M 6R 6M", "6R 6M OM PM",
    "5R 5M 6R 6M OM", "5M 6R 6M OM BM",
    "5R 5M 6R 6M OR OM",
)  # fmt: skip
_ONE_LOW = (
    "6M 5M=20:5", "OM 6M=30:8", "5M OM=27:8", "6M", "OM", "6R", "5M", "6M", "PM", "OM", "5R", "6M", "5M", "PM",
)  # fmt: skip
_NONE_LOW_ON_THE_EDGE = ("6M=10:2 OM=20:5",)
_EVENING = "OR OM BM"
_LEFT_BEFORE = ("6M OM", "5M 6M", "5R 6M OM", "5M OM")
_ENTER_2019 = 8
_STAY_2018 = 19
_LEFT_IN_2017 = 5
_MOST_USUAL = ("6M", "5M", "OM", "6R")


@dataclass(frozen=True, slots=True)
class SchoolPlan:
    """Low procedures of one school in one year, and figures fixed on the edge: procedure → (participants, fails)."""

    low: frozenset[ProcedureKey] = frozenset()
    fixed: Mapping[ProcedureKey, tuple[int, int]] = field(default_factory=dict)


Plans = dict[tuple[int, str], SchoolPlan]  # (academic year, school's code in РИС) → plan


def read_plan(text: str) -> SchoolPlan:
    """Read «5M 6M=20:6»: a fixed figure is low when its fails reach 30 % of the participants."""
    low, fixed = set(), {}
    for word in text.split():
        letter, _, figure = word.partition("=")
        key = _LETTERS[letter]
        if figure:
            participants, fails = (int(part) for part in figure.split(":"))
            fixed[key] = (participants, fails)
        if not figure or 100 * fails >= 30 * participants:
            low.add(key)
    return SchoolPlan(frozenset(low), fixed)


def build_plans(schools: Iterable[DemoSchool], rng: Random) -> Plans:
    """Plans of every school for the three years; absent ones have nothing low."""
    working = [school for school in schools if school.closed_on is None]
    struggling = _shuffled(working, (SECONDARY, BASIC, CENTRE), rng)
    plans: Plans = {}
    _plan_last_year(plans, struggling)
    listed, others = struggling[: len(_LISTED)], struggling[len(_LISTED) :]
    before = _plan_middle_year(plans, listed, others, rng)
    _plan_first_year(plans, before, listed, others, rng)
    for school in (s for s in working if s.kind == EVENING):
        plans.update({(year, school.ris_code): read_plan(_EVENING) for year in (2017, 2018, 2019)})
    return plans


def _shuffled(schools: list[DemoSchool], kinds: tuple[str, ...], rng: Random) -> list[DemoSchool]:
    """Schools that may struggle, in random order, but those without grades 10–11 where no ЕГЭ is planned.

    They take the places 2–4, and the places of two schools with nothing low: so their missing ЕГЭ is seen both
    on the list and off it.
    """
    chosen = [school for school in schools if school.kind in kinds]
    rng.shuffle(chosen)
    basic = [school for school in chosen if school.last_grade == 9]
    ordered = [school for school in chosen if school.last_grade > 9]
    for place, school in zip((1, 2, 3, 13, len(chosen) - 2, len(chosen) - 1), basic, strict=False):
        ordered.insert(place, school)
    return ordered


def _plan_last_year(plans: Plans, struggling: list[DemoSchool]) -> None:
    patterns = (*_LISTED, *_ONE_LOW, *_NONE_LOW_ON_THE_EDGE)
    for school, text in zip(struggling, patterns, strict=False):
        plans[2019, school.ris_code] = read_plan(text)


def _plan_middle_year(
    plans: Plans, listed: list[DemoSchool], others: list[DemoSchool], rng: Random
) -> list[DemoSchool]:
    """26 schools low in 2018/2019: 22 stay on the next list, 4 leave it, 8 of the next list enter anew."""
    order = rng.sample(listed, len(listed))
    entering, staying = order[:_ENTER_2019], order[_ENTER_2019:]
    for school in staying:
        plans[2018, school.ris_code] = _year_before(plans[2019, school.ris_code], rng)
    leaving = others[2 : 2 + len(_LEFT_BEFORE)]
    for school, text in zip(leaving, _LEFT_BEFORE, strict=True):
        plans[2018, school.ris_code] = read_plan(text)
    _plan_one_low(plans, 2018, [*entering[:5], *others[6:14]])
    return [*staying, *leaving]


def _plan_first_year(
    plans: Plans, before: list[DemoSchool], listed: list[DemoSchool], others: list[DemoSchool], rng: Random
) -> None:
    """24 schools low in 2017/2018: 19 of the next year's 26, and 5 that were better for a year and came back."""
    order = rng.sample(before, len(before))
    staying, entering = order[:_STAY_2018], order[_STAY_2018:]
    for school in staying:
        plans[2017, school.ris_code] = _year_before(plans[2018, school.ris_code], rng)
    returning = [school for school in listed if school not in before][:_LEFT_IN_2017]
    for school, text in zip(returning, _LISTED, strict=False):
        plans[2017, school.ris_code] = SchoolPlan(read_plan(text).low)
    _plan_one_low(plans, 2017, [*entering[:4], *others[10:17]])


def _plan_one_low(plans: Plans, year: int, schools: list[DemoSchool]) -> None:
    """One of the usual procedures each, in turn: not enough for the list."""
    for letter, school in zip(cycle(_MOST_USUAL), schools, strict=False):
        plans[year, school.ris_code] = read_plan(letter)


def _year_before(plan: SchoolPlan, rng: Random) -> SchoolPlan:
    """At least two of the same procedures, and now and then another of the usual ones."""
    usual = sorted(key for key in plan.low if key != EGE_RU)
    kept = rng.sample(usual, max(2, len(usual) - rng.randint(0, 1)))
    extra = [_LETTERS[rng.choice(_MOST_USUAL)]] if rng.random() < 0.3 else []
    return SchoolPlan(frozenset([*kept, *extra]))
