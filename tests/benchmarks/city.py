"""A city of the size the ratios are promised for: 78 schools, 3 school years, 500 thousand pupil rows."""

from collections.abc import Iterator

import numpy as np
from django.db import connection, transaction

from diagnostics.enums import AssessmentKind, Subject
from diagnostics.importers.targets_results import ResultsTarget
from diagnostics.models import PupilResult
from schools.enums import CodeSystem
from shnor_portal.accounts.models import Municipality
from shnor_portal.imports.models import ImportBatch
from shnor_portal.imports.reader.types import Extract, PupilColumns, ResultBlock, TaskHeader
from tests.factories import BatchFactory, MunicipalityFactory, SchoolFactory, add_code

SCHOOLS = 78
YEARS = (2017, 2018, 2019)
PROCEDURES = tuple((grade, subject) for grade in (5, 6, 7) for subject in (Subject.RU, Subject.MA))
PUPILS_OF_SCHOOL = 357
"""Per procedure and year: 78 × 3 × 6 × 357 = 501 228 rows."""
TASKS = 13
PUPIL_TABLE = PupilResult._meta.db_table


def build_schools() -> tuple[Municipality, list[str]]:
    """A municipality with its schools; gives it and their ФИС ОКО logins."""
    city = MunicipalityFactory.create()
    logins = [f"edu25{number:04d}" for number in range(1, SCHOOLS + 1)]
    for login in logins:
        add_code(SchoolFactory.create(municipality=city), CodeSystem.FISOKO, login)
    return city, logins


def block(year: int, grade: int, subject: Subject, logins: list[str]) -> ResultBlock:
    """One procedure of one year, every school with as many pupils. Points are random, and the same in every run."""
    rng = np.random.default_rng(year * 100 + grade)
    size = len(logins) * PUPILS_OF_SCHOOL
    tasks = rng.integers(0, 3, size=(size, TASKS))
    pupils = PupilColumns(
        row=list(range(10, 10 + size)),
        school_code=np.repeat(logins, PUPILS_OF_SCHOOL).tolist(),
        class_group=[f"{grade}{'АБВ'[number % 3]}" for number in range(size)],
        pupil_code=[str(10001 + number % PUPILS_OF_SCHOOL) for number in range(size)],
        variant=[str(number % 2 + 1) for number in range(size)],
        tasks=tasks.tolist(),
        primary_score=tasks.sum(axis=1).tolist(),
        mark=np.clip(tasks.sum(axis=1) // 4, 2, 5).tolist(),
        journal_mark=rng.integers(2, 6, size=size).tolist(),
    )
    headers = [TaskHeader(str(number), 2) for number in range(1, TASKS + 1)]
    kind = AssessmentKind.VPR.value
    return ResultBlock(
        "Результаты", kind, grade, None, subject.value, "", year, max_score=2 * TASKS, tasks=headers, pupils=pupils
    )


def blocks(logins: list[str]) -> Iterator[ResultBlock]:
    """All procedures of all years."""
    for year in YEARS:
        for grade, subject in PROCEDURES:
            yield block(year, grade, subject, logins)


def new_batch(city: Municipality) -> ImportBatch:
    """An import of results that nothing has been written from."""
    return BatchFactory.create(municipality=city)


def apply_all(city: Municipality, extract: Extract) -> dict[str, int]:
    """Plan and apply an extract as one import, and keep it. Gives the counts of the result page."""
    batch, target = new_batch(city), ResultsTarget()
    plan = target.plan(batch, extract)
    with transaction.atomic():
        return target.apply(batch, extract, plan, None)


def run_sql(statement: str) -> None:
    """One statement outside the portal's own paths: bare yardsticks and the emptying of tables."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
