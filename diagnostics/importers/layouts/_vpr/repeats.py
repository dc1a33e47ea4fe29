"""The same pupil twice in one procedure of a file, on one sheet or on several."""

from collections.abc import Iterable
from itertools import chain, compress

from diagnostics.importers.layouts._vpr.pupils import Protocol
from shnor_portal.imports.tables.columns import DUPLICATE, duplicates, only
from shnor_portal.imports.tables.report import Report

NAMED = 6
"""A complaint names so many of the rows in conflict; each of them has its own complaint anyway."""


def drop_repeats(report: Report, protocols: list[Protocol]) -> dict[int, set[int]]:
    """Positions to leave out, by index of the protocol: exact repeats are skipped, conflicting rows all refused."""
    groups: dict[tuple[object, ...], list[int]] = {}
    for index, protocol in enumerate(protocols):
        block = protocol.block
        key = (block.grade, block.subject, block.level, block.academic_year)
        groups.setdefault(key, []).append(index)
    dropped: dict[int, set[int]] = {index: set() for index in range(len(protocols))}
    for members in groups.values():
        for index, position in _of_group(report, protocols, members):
            dropped[index].add(position)
    return dropped


def _of_group(report: Report, protocols: list[Protocol], members: list[int]) -> Iterable[tuple[int, int]]:
    masks = {index: protocols[index].table.kept() for index in members}
    keys = list(chain.from_iterable(
        compress(zip(protocols[i].pupils.school_code, protocols[i].pupils.pupil_code, strict=True), masks[i])
        for i in members
    ))  # fmt: skip
    if len(set(keys)) == len(keys):
        return []
    places = list(chain.from_iterable(
        ((index, position) for position in only(masks[index], range(len(masks[index])))) for index in members
    ))  # fmt: skip
    contents = list(chain.from_iterable(only(masks[i], protocols[i].table.rows) for i in members))
    exact, conflict = duplicates(keys, contents)
    report.skip(DUPLICATE, len(exact))
    for position, group in conflict.items():
        _say_conflict(report, protocols, [places[p] for p in [position, *(p for p in group[:NAMED] if p != position)]])
    return [places[position] for position in chain(exact, conflict)]


def _say_conflict(report: Report, protocols: list[Protocol], places: list[tuple[int, int]]) -> None:
    """Name the row and every other row that speaks of the same pupil otherwise."""
    rows = [(protocols[index].block.sheet, protocols[index].table.numbers[position]) for index, position in places]
    (sheet, row), others = rows[0], rows[1:]
    named = ", ".join(f"{number}" if name == sheet else f"{number} листа «{name}»" for name, number in others)
    report.refuse()
    report.say(
        "ROW_CONFLICT",
        f"Строки {row} и {named} относятся к одному участнику, но значения в них разные.",
        "Оставьте верную строку.",
        sheet=sheet,
        row=row,
    )
