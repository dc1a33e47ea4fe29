"""The files of the small city: three good ones, and those that must not pass."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.imports.books import Pupil, class_of, individual, table

SURNAME, DOCUMENT = "Приметнова", "771234"
_O2_HEAD = (
    "№", "Код ОО", "Класс", "Код ППЭ", "Аудитория", "Фамилия", "Имя", "Отчество", "Серия", "Номер",
    "Задания с кратким ответом", "Задания с развёрнутым ответом", "Первичный балл", "Оценка",
)  # fmt: skip
_SCORES = {2: 5, 3: 10, 4: 17, 5: 25}

# Numbers of failed pupils of ten, by school. Three of ten is low: the threshold of 30 % is inclusive.
FAILED_VPR_6 = {1: 4, 2: 3, 3: 3, 4: 0, 5: 1, 6: 7, 7: 4, 8: 6}
FAILED_VPR_5 = {1: 1, 2: 5, 3: 2, 4: 0, 5: 0, 6: 4, 7: 1, 8: 6}
FAILED_OGE = {1: 3, 2: 0, 3: 2, 4: 1, 5: 0, 6: 3, 8: 5}
"""School 7 is missing: it has one low result, and its ОГЭ could make it two."""
FAILED_BY_PROCEDURE = {"VPR-6-MA": FAILED_VPR_6, "VPR-5-MA": FAILED_VPR_5, "OGE-9-MA": FAILED_OGE}


def login(number: int) -> str:
    return f"edu99000{number}"


def ris_code(number: int) -> str:
    return f"90100{number}"


def marks(failed: int) -> list[int]:
    """Ten marks with so many «2»."""
    return ([2] * failed + [3, 4, 3, 5, 4, 3, 3, 4, 3, 5])[:10]


def pupils(failed: Mapping[int, int]) -> list[Pupil]:
    return [row for number, low in failed.items() for row in class_of(login(number), marks(low))]


def write_vpr(path: Path, grade: int, failed: Mapping[int, int]) -> Path:
    """V1 of a mathematics ВПР of spring 2019."""
    path.write_bytes(individual(pupils(failed), title=f"ВПР 2019 Математика {grade} класс"))
    return path


def write_oge(path: Path, failed: Mapping[int, int]) -> Path:
    """O2: the protocol of ОГЭ in mathematics with names and papers of its pupils."""
    head: list[Sequence[object]] = [["02 - Математика 2019.06.06"], _O2_HEAD]
    people = [(number, mark) for number, low in failed.items() for mark in marks(low)]
    path.write_bytes(table([*head, *(_examinee(i, *person) for i, person in enumerate(people, start=1))], "Протокол"))
    return path


def _examinee(position: int, number: int, mark: int) -> list[object]:
    person = (SURNAME, "Анна", "Олеговна", "4509", f"{DOCUMENT}{position}")
    return [position, ris_code(number), "9А", 1, 5, *person, "++-+", "1(2)0(3)", _SCORES[mark], mark]


def write_faulty(path: Path) -> Path:
    """V1 where five rows are good, one names an unknown school, and one has points above the maximum."""
    rows = [
        *class_of(login(1), [2, 3, 4, 5, 3]),
        (login(1), "10020", 9, 9, 4, 4),
        ("edu999999", "10021", 1, 0, 3, 3),
    ]
    path.write_bytes(individual(rows, title="ВПР 2019 Математика 6 класс"))
    return path


def write_lying(path: Path, ogrns: Sequence[str]) -> Path:
    """A free table whose column «набрали меньше 160» really holds those who reached 160."""
    head = ["EDU_NAME", "OGRN", "PASSED_NUMBER_FULL", "PASSES_OVER_220", "PASSER_UNDER_160", "YEAR"]
    counts = [(109, 80, 101), (87, 3, 19), (58, 40, 44), (56, 36, 48), (60, 6, 20)]
    rows = [[f"Школа {i}", ogrn, *counts[i % 5], "2018-2019"] for i, ogrn in enumerate(ogrns)]
    path.write_bytes(table([head, *rows], "data"))
    return path
