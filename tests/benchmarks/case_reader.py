"""Reading and checking a pupils' workbook of a million cells, beside the bare parser on the same file.

A file from outside is read in a process of its own, so the yardstick is one too: it starts, imports the parser alone,
turns the same file into rows and ends. It checks nothing, and nothing of what it read comes back.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

from shnor_portal.imports.reader.guard import read_file
from tests.benchmarks.measure import Case

LAYOUT = "diagnostics.importers.layouts.vpr_v1"
TASKS = 13
ROWS = 45_460
"""× 22 columns: 1 000 120 cells."""
BARE = "import sys, python_calamine as c; c.load_workbook(sys.argv[1]).get_sheet_by_index(0).to_python()"
HEADER = [
    *("ОО", "Муниципалитет", "Название ОО", "Код участника", "Класс", "Вариант"),
    *(f"{number} (2б)" for number in range(1, TASKS + 1)),
    *("Первичный балл", "Отметка", "Отметка по журналу"),
]


def write_workbook(path: Path) -> None:
    """A clean file in the official layout."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("Индивидуальные результаты")
    facts = (("ВПР 2020 Математика 6 класс",), ("Предмет", "Математика"), ("Максимальный первичный балл", 2 * TASKS))
    for number, row in enumerate((*facts, ("Дата", "16.09.2020"), HEADER)):
        sheet.write_row(number, 0, row)
    for number in range(ROWS):
        points = [(number + place) % 3 for place in range(TASKS)]
        school = number % 78
        who = (
            f"edu25{school:04d}",
            "город Н",
            f"МБОУ СОШ № {school}",
            10001 + number // 78,
            f"6{'АБВ'[number % 3]}",
            1,
        )
        sheet.write_row(len(facts) + 2 + number, 0, (*who, *points, sum(points), 3, 4))
    book.close()


def cases() -> Iterator[Case]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "vpr.xlsx"
        write_workbook(path)

        def ours() -> None:
            result = read_file(path, layouts=[LAYOUT], mode="extract")
            if result.extract is None or result.extract.counts.taken != ROWS:
                raise RuntimeError(f"not every row was taken: {result.extract and result.extract.counts}")

        yield Case(
            "чтение и проверка книги ВПР, 1 млн ячеек",
            ours=ours,
            yardstick=lambda: subprocess.run((sys.executable, "-E", "-s", "-c", BARE, str(path)), check=True),
            allowed=1.5,
            repeats=9,
        )
