"""Pupils of the invented city: the same cohort from year to year, and what each of them scored.

Counts come first: a school's pupils are ranked by ability with some luck, and marks are dealt out from the worst up
so that the counts of `figures` are met exactly. Points and tasks follow from the mark.
"""

from dataclasses import dataclass

import numpy as np

from diagnostics.procedures import ProcedureKey
from shnor_portal.demo.world.figures import Figures
from shnor_portal.demo.world.scales import Form, form_of

_CLASS_SIZE = 26
_CLASS_LETTERS = "АБВГД"
_FIRST_CODE = 10001
_COLUMNS = ("school", "pupil", "mark", "journal", "primary", "tasks", "variant")
NO_MARK = 0  # absent: no variant, no points, no mark


@dataclass(slots=True)
class PupilTable:
    """Pupils of one procedure as columns of equal length, ordered by school, then by their code.

    `tasks` is rows × tasks; absent pupils have NO_MARK and zero points, and `variant` 0.
    """

    year: int
    key: ProcedureKey
    school: np.ndarray  # object: code in РИС
    pupil: np.ndarray  # number of the pupil in the cohort, from 0: the same in every year
    mark: np.ndarray
    journal: np.ndarray  # 0 where the journal has no mark
    primary: np.ndarray
    tasks: np.ndarray
    variant: np.ndarray

    @property
    def present(self) -> np.ndarray:
        return self.mark != NO_MARK

    def of_school(self, school: str) -> "PupilTable":
        """The rows of one school, by its code in РИС."""
        own = self.school == school
        columns = (getattr(self, name)[own] for name in _COLUMNS)
        return PupilTable(self.year, self.key, *columns)

    def class_group(self, row: int) -> str:
        return f"{self.key.grade}{_CLASS_LETTERS[self.pupil[row] // _CLASS_SIZE % len(_CLASS_LETTERS)]}"

    def code(self, row: int) -> str:
        """Five digits, unique within the school, kept by this city from the fourth grade on."""
        entered = (self.year - self.key.grade) % 10
        return str(_FIRST_CODE + 1000 * entered + int(self.pupil[row]))


class Cohorts:
    """Abilities of every cohort, drawn once and shared by all its procedures."""

    def __init__(self, rosters: dict[tuple[str, int], int], rng: np.random.Generator) -> None:
        self._abilities = {cohort: rng.standard_normal(size) for cohort, size in sorted(rosters.items())}

    def abilities(self, school: str, year: int, grade: int) -> np.ndarray:
        return self._abilities[school, year - grade]


def rosters(figures: dict[tuple[int, ProcedureKey], dict[str, Figures]]) -> dict[tuple[str, int], int]:
    """Size of each cohort: as many as ever sat one procedure of it, and one more who was always away."""
    sizes: dict[tuple[str, int], int] = {}
    for (year, key), by_school in figures.items():
        for school, row in by_school.items():
            cohort = (school, year - key.grade)
            sizes[cohort] = max(sizes.get(cohort, 0), row.participants + 1)
    return sizes


def deal(
    year: int, key: ProcedureKey, by_school: dict[str, Figures], cohorts: Cohorts, rng: np.random.Generator
) -> PupilTable:
    """All pupils of one procedure. Exams leave absent pupils out: their protocols list participants only."""
    schools, marks = [], []
    for school, row in by_school.items():
        dealt = _marks(cohorts.abilities(school, year, key.grade), row, rng)
        schools.append(np.full(len(dealt), school, dtype=object))
        marks.append(dealt)
    mark = np.concatenate(marks)
    pupil = np.concatenate([np.arange(len(dealt)) for dealt in marks])
    form = form_of(key)
    primary = _primary(mark, form, rng)
    return PupilTable(
        year=year,
        key=key,
        school=np.concatenate(schools),
        pupil=pupil,
        mark=mark,
        journal=_journal(mark, rng),
        primary=primary,
        tasks=_tasks(primary, form, rng),
        variant=np.where(mark == NO_MARK, 0, 1 + pupil % 2),
    )


def _marks(abilities: np.ndarray, row: Figures, rng: np.random.Generator) -> np.ndarray:
    """Marks of one school's cohort, 0 for the absent ones."""
    size = len(abilities)
    present = rng.permutation(size)[: row.participants]
    luck = abilities[present] + 0.5 * rng.standard_normal(row.participants)
    marks = np.zeros(size, dtype=int)
    marks[present[np.argsort(luck)]] = np.repeat([2, 3, 4, 5], row.marks)
    return marks


def _primary(mark: np.ndarray, form: Form, rng: np.random.Generator) -> np.ndarray:
    """A primary score within the band of the mark; the worst band is drawn towards its upper bound."""
    primary = np.zeros(len(mark), dtype=int)
    for value in (2, 3, 4, 5):
        low, high = form.band(value)
        chosen = mark == value
        position = rng.random(int(chosen.sum())) ** (0.45 if value == 2 else 1.0)
        primary[chosen] = low + np.minimum(high - low, (position * (high - low + 1)).astype(int))
    return primary


def _tasks(primary: np.ndarray, form: Form, rng: np.random.Generator) -> np.ndarray:
    """Spread each primary score over the tasks: every point of the form is an urn ball, easier ones drawn first."""
    maxima = np.array(form.maxima)
    hardness = np.repeat(np.linspace(0.0, 0.5, len(maxima)), maxima)
    order = np.argsort(rng.random((len(primary), form.maximum)) + hardness, axis=1)
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(form.maximum)[None, :], axis=1)
    scored = ranks < primary[:, None]
    starts = np.concatenate([[0], np.cumsum(maxima)[:-1]])
    return np.add.reduceat(scored, starts, axis=1, dtype=int)


def _journal(mark: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Mark in the class journal: the same for most, one higher for about a fifth, never «2» for all but a few."""
    drawn = rng.random(len(mark))
    shifted = mark + np.where(drawn < 0.21, 1, 0) - np.where(drawn > 0.94, 1, 0)
    journal = np.clip(np.where((mark == 2) & (drawn < 0.85), 3, shifted), 2, 5)
    return np.where((mark == NO_MARK) | (rng.random(len(mark)) < 0.01), 0, journal)
