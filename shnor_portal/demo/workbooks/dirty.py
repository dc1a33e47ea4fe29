"""Files with faults, to show how they are refused: each fault is one that officers really meet."""

from collections.abc import Sequence
from pathlib import Path

from diagnostics.enums import Subject
from shnor_portal.demo.workbooks.book import Value, workbook, write_rows
from shnor_portal.demo.workbooks.collection_form import write_collection_form
from shnor_portal.demo.workbooks.vpr_pupils import SHEET, header
from shnor_portal.demo.world import World
from shnor_portal.demo.world.city import LIST_YEAR, MUNICIPALITY, vpr
from shnor_portal.demo.world.codes import fisoko_login
from shnor_portal.demo.world.scales import Form, form_of

UNKNOWN_LOGIN = fisoko_login(9876)
_YEAR = LIST_YEAR - 1
_CUT_AT = 2000  # bytes that «arrived» of a broken upload


def write_faulty_rows(path: Path, world: World) -> None:
    """V1 with five good rows, then: an unknown login, points over the maximum, a pupil twice with two scores,
    a mark that does not exist, and a score that is a word.
    """
    form = form_of(vpr(6, Subject.MA))
    school = world.schools[0]
    known, name = school.login, school.name
    rows = [
        *(_row(form, known, name, code, mark=4) for code in range(40001, 40006)),
        _row(form, UNKNOWN_LOGIN, "МБОУ «СОШ № 999»", 40006, mark=3),
        _row(form, known, name, 40007, mark=5, primary=form.maximum + 4),
        _row(form, known, name, 40001, mark=3),
        _row(form, known, name, 40008, mark=7),
        _row(form, known, name, 40009, mark=4, primary="зачёт"),
    ]
    head: list[Sequence[Value]] = [
        (f"ВПР {_YEAR + 1} {Subject.MA.label} 6 класс",),
        (f"Предмет: {Subject.MA.label}",),
        (f"Максимальный первичный балл: {form.maximum}",),
        (f"Дата: 23.04.{_YEAR + 1}",),
        header(_YEAR, form),
    ]
    with workbook(path) as book:
        write_rows(book.add_worksheet(SHEET), [*head, *rows])


def _row(form: Form, login: str, name: str, code: int, *, mark: int, primary: Value = None) -> Sequence[Value]:
    """A pupil whose points by task add up to the lowest primary score of the mark, unless told otherwise."""
    score = form.band(min(mark, 5))[0]
    points = [min(maximum, max(0, score - sum(form.maxima[:place]))) for place, maximum in enumerate(form.maxima)]
    return (login, MUNICIPALITY, name, code, "6А", 1, *points, score if primary is None else primary, mark, mark)


def write_dirty(folder: Path, world: World, sample: Path) -> list[tuple[Path, str]]:
    """Faulty rows, an empty collection form, and a good workbook cut off by a broken upload: path and layout."""
    rows, form, cut = (folder / name for name in ("ошибки-в-строках.xlsx", "пустая-форма.xlsx", "обрыв-загрузки.xlsx"))
    write_faulty_rows(rows, world)
    write_collection_form(form)
    cut.write_bytes(sample.read_bytes()[:_CUT_AT])
    return [(rows, "vpr_v1"), (form, "vpr_v8"), (cut, "")]
