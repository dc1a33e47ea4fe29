"""V1, «Ф1 Индивидуальные результаты» of ФИС ОКО: one row a pupil, one sheet a procedure."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from shnor_portal.demo.workbooks import quirks
from shnor_portal.demo.workbooks.book import Value, workbook, write_rows
from shnor_portal.demo.world import World
from shnor_portal.demo.world.city import held_on
from shnor_portal.demo.world.pupils import NO_MARK, PupilTable
from shnor_portal.demo.world.scales import Form, form_of

SHEET = "Индивидуальные результаты"
_BEFORE_TASKS = ("ОО", "Муниципалитет", "Название ОО", "Код участника", "Класс", "Вариант")
_AFTER_TASKS = ("Первичный балл", "Отметка", "Отметка по журналу")
_SKIPPED_TASK_EVERY = 23


def write_pupils(path: Path, world: World, table: PupilTable) -> None:
    """Title rows, a row of difficulties, the header, then pupils, absent ones among them."""
    form = form_of(table.key)
    head = [*_title_rows(world, table, form), _difficulty_row(form), header(table.year, form)]
    with workbook(path) as book:
        sheet = book.add_worksheet(SHEET)
        write_rows(sheet, head)
        write_rows(sheet, _pupil_rows(world, table), first_row=len(head))
        sheet.set_column(0, 2, 18)


def _title_rows(world: World, table: PupilTable, form: Form) -> list[Sequence[Value]]:
    subject, grade, year = table.key.subject.label, table.key.grade, table.year
    day = held_on(year, table.key).strftime("%d.%m.%Y")
    facts = [("Предмет:", subject), ("Максимальный первичный балл:", form.maximum), ("Дата:", day)]
    participants = f"Кол-во участников: {len(table.mark)}"
    return [
        ("Ф1 Индивидуальные результаты",),
        (f"ВПР {year + 1} {subject} {grade} класс",),
        *(facts if year == 2018 else [(f"{name} {value}",) for name, value in facts]),
        (f"{_whose(world, table)} | {participants}",),
    ]


def _whose(world: World, table: PupilTable) -> str:
    """The line of a school's own file names it with its login, that of the city's file counts schools.

    The participants counted beside it are all who have a code, absent ones too.
    """
    schools = set(table.school)
    if len(schools) > 1:
        return f"{quirks.municipality(table.year)} | Кол-во ОО: {len(schools)}"
    school = world.school(schools.pop())
    return f"{quirks.school_name(school, table.year)} ({school.login_in(table.year)})"


def _difficulty_row(form: Form) -> Sequence[Value]:
    return (*[None] * len(_BEFORE_TASKS), *form.difficulties)


def header(year: int, form: Form) -> Sequence[str]:
    """Column heads; the earliest year has a trailing space and a no-break space in them."""
    tasks = (f"{label} ({maximum}б)" for label, maximum in zip(form.labels, form.maxima, strict=True))
    heads = (*_BEFORE_TASKS, *tasks, *_AFTER_TASKS)
    if year != 2017:
        return heads
    return tuple(
        head.replace("Код участника", "Код участника ").replace("Первичный ", "Первичный\u00a0") for head in heads
    )


def _pupil_rows(world: World, table: PupilTable) -> Iterator[Sequence[Value]]:
    year, town = table.year, quirks.municipality(table.year)
    named = {s.ris_code: (s.login_in(year), quirks.school_name(s, year)) for s in world.schools}
    marks, journals, points = table.mark.tolist(), table.journal.tolist(), table.tasks.tolist()
    primary, variants = table.primary.tolist(), table.variant.tolist()
    for row, school in enumerate(table.school):
        login, name = named[school]
        who = (quirks.code_in_cell(login, row), town, name, int(table.code(row)), table.class_group(row))
        journal = journals[row] or (quirks.NO_MARK if row % 2 else None)
        if marks[row] == NO_MARK:
            yield (*who, None, *_unsolved(row, len(points[row])), None, quirks.NO_MARK, journal)
        else:
            yield (*who, variants[row], *_solved(points[row], row), primary[row], marks[row], journal)


def _unsolved(row: int, tasks: int) -> Sequence[Value]:
    """Cells of an absent pupil: one spelling of a blank along the row, or nothing at all."""
    return [quirks.blank(row) if row % 3 else None] * tasks


def _solved(points: list[int], row: int) -> Sequence[Value]:
    """Points by task; a task the pupil did not start is a blank instead of a zero."""
    return [
        quirks.blank(row + place) if not value and (row + place) % _SKIPPED_TASK_EVERY == 0 else value
        for place, value in enumerate(points)
    ]
