"""Task scores of a protocol as one block, read in the order in which the cells lie in memory."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain
from operator import itemgetter

from shnor_portal.imports.reader.types import Cell, TaskHeader
from shnor_portal.imports.tables.cells import CellFaultError, Known, whole
from shnor_portal.imports.tables.columns import Row, Table

Scores = list[list[int | None]]
"""One list per pupil, one entry per task."""

Tasks = dict[int, TaskHeader]
"""Task headers by index of their column."""

_FAULTY = -1


def read_scores(table: Table, tasks: Tasks) -> Scores:
    """Scores of all pupils. Each distinct value is parsed once; columns that hold a fault are read again by cells."""
    width = len(tasks)
    if not width or not len(table):
        return [[] for _ in range(len(table))]
    flat: list[Cell] = list(chain.from_iterable(map(_picker(list(tasks)), table.rows)))
    if bool in set(map(type, flat)):
        return _read_slowly(table, tasks)
    numbers: list[int | None] = list(map(Known(_parse).__getitem__, flat))
    scores = [numbers[start : start + width] for start in range(0, len(numbers), width)]
    for offset, (index, task) in enumerate(tasks.items()):
        distinct = set(numbers[offset::width]) - {None}
        if distinct and not 0 <= min(distinct) <= max(distinct) <= _limit(task):  # type: ignore[type-var,operator]
            _replace(scores, offset, table.read(index, _reader(task)))
    return scores


def check_sums(table: Table, scores: Scores, primary: Sequence[int | None], index: int) -> None:
    """The primary score is the sum over tasks; where a task is absent, it is not less than the sum of the rest."""
    sums = list(map(sum, map(partial(filter, None), scores)))  # absent and zero add nothing alike
    if sums == primary:
        return
    for position, (counted, printed) in enumerate(zip(sums, primary, strict=True)):
        if counted == printed or printed is None or position in table.faulty:
            continue
        if counted > printed or None not in scores[position]:
            sentence = f"Первичный балл {printed}, а сумма баллов за задания {counted}."
            fault = CellFaultError("ROW_INCONSISTENT", sentence, "Сверьте строку с протоколом школы.")
            table.fault(position, fault, table.letter(index))


def _picker(indexes: list[int]) -> Callable[[Row], Sequence[Cell]]:
    """A getter of the task cells of a row: a slice where they stand side by side."""
    first, last = indexes[0], indexes[-1]
    if last - first + 1 == len(indexes):
        return itemgetter(slice(first, last + 1))
    return itemgetter(*indexes)


def _parse(value: Cell) -> int | None:
    try:
        return whole(value, 0, None)
    except CellFaultError:
        return _FAULTY


def _limit(task: TaskHeader) -> int:
    return task.maximum if task.maximum is not None else 999


def _reader(task: TaskHeader) -> Callable[[Cell], int | None]:
    return partial(whole, low=0, high=task.maximum)


def _read_slowly(table: Table, tasks: Tasks) -> Scores:
    columns = [table.read(index, _reader(task)) for index, task in tasks.items()]
    return list(map(list, zip(*columns, strict=True)))


def _replace(scores: Scores, offset: int, column: list[int | None]) -> None:
    for row, value in zip(scores, column, strict=True):
        row[offset] = value
