"""A small reader of the written files, apart from the portal's own layouts: school → (participants, failed)."""

import csv
import re
from collections import Counter
from pathlib import Path

from python_calamine import CalamineWorkbook

from shnor_portal.demo.workbooks import CityFile

Counts = dict[str, tuple[int, int]]
MINIMUM = {"EGE-11-RU": 24, "EGE-11-MA-PROFILE": 27}


def rows_of(path: Path) -> list[list]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file, delimiter=";"))
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)


def clean(value: object) -> str:
    return " ".join(str(value).split())


def table(rows: list[list], anchor: str) -> tuple[dict[str, int], list[list]]:
    """Column places by title, and the rows under the header."""
    place = next(i for i, row in enumerate(rows) if anchor in map(clean, row))
    return {clean(title): at for at, title in enumerate(rows[place]) if clean(title)}, rows[place + 1 :]


def counts(file: CityFile) -> Counts:
    """Participants and failed pupils as the file itself says, by the code that it uses."""
    rows = rows_of(file.path)
    if file.path.suffix == ".csv":
        return _of_people(*table(rows, "SchoolCode"), "SchoolCode", "Mark5", 3)
    if any("Код участника" in map(clean, row) for row in rows[:12]):
        at, body = table(rows, "Отметка")
        return _of_people(at, [row for row in body if isinstance(row[at["Отметка"]], float)], "ОО", "Отметка", 3)
    if any("Группы участников" in map(clean, row) for row in rows[:12]):
        return _of_statistics(*table(rows, "Группы участников"))
    if any("Логин" in map(clean, row) for row in rows[:2]):
        return _of_shares(*table(rows, "Логин"), "Логин")
    at, body = table(rows, "Код ОО")
    result = "Балл" if "Балл" in at else "Оценка"
    people = [row for row in body if clean(row[at["Код ОО"]])]
    return _of_people(at, people, "Код ОО", result, MINIMUM.get(file.procedure, 3))


def _of_people(at: dict[str, int], body: list[list], school: str, result: str, bar: int) -> Counts:
    took: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    for row in body:
        code = clean(row[at[school]]).removesuffix(".0")
        took[code] += 1
        failed[code] += float(row[at[result]]) < bar
    return {code: (took[code], failed[code]) for code in took}


def _of_statistics(at: dict[str, int], body: list[list]) -> Counts:
    logins = [(re.search(r"\((\w{3}\d{6})\)", clean(row[0])), row) for row in body]
    named = [[login[1], *row[1:]] for login, row in logins if login]
    return _of_shares(at, named, "Группы участников")


def _of_shares(at: dict[str, int], body: list[list], school: str) -> Counts:
    counted = {}
    for row in body:
        participants = int(row[at["Кол-во участников"]])
        share = float(str(row[at["2"]]).replace(",", "."))
        counted[clean(row[at[school]])] = (participants, round(participants * share / 100))
    return counted
