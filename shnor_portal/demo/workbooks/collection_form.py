"""V8, the empty form in which a school collects results: often sent in place of them, and to be refused."""

from pathlib import Path

from diagnostics.enums import Subject
from shnor_portal.demo.workbooks.book import workbook, write_rows
from shnor_portal.demo.world.city import vpr
from shnor_portal.demo.world.scales import form_of

_ROWS = 40
_FIRST_CODE = 10001


def write_collection_form(path: Path) -> None:
    """Codes are printed in advance, every other cell is empty."""
    form = form_of(vpr(6, Subject.MA))
    tasks = [f"{label} ({maximum}б)" for label, maximum in zip(form.labels, form.maxima, strict=True)]
    header = ("Код", "Вариант", *tasks, "Класс", "Отметка за предыдущую четверть/триместр", "Итого баллов")
    with workbook(path) as book:
        write_rows(book.add_worksheet("Протокол"), [header, *((_FIRST_CODE + row,) for row in range(_ROWS))])
        write_rows(book.add_worksheet("Классы"), [("Класс №", "Название"), (1, "6А"), (2, "6Б")])
