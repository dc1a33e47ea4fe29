"""Counts of marks rebuilt from printed shares, in exact decimals (domain §1.2, «Rounding trap»)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import partial

from shnor_portal.imports.tables.cells import CellFaultError, share, whole
from shnor_portal.imports.tables.columns import Table
from shnor_portal.imports.tables.headers import Column

MARKS = ("2", "3", "4", "5")
MARK_COLUMNS = tuple(Column(f"share{mark}", (mark, f"«{mark}»", f'"{mark}"'), required=True) for mark in MARKS)

COUNT_TOLERANCE = Decimal("0.06")
"""A printed share and the rebuilt count may differ by so many points; more is told (domain §1.2)."""

SUM_TOLERANCE = Decimal("0.24")
"""Four shares, each rounded to a tenth at the coarsest, add up to 100 within so much."""

_FRACTIONS_UPTO = Decimal("1.02")


@dataclass(slots=True)
class Shares:
    """What one row says: participants, shares as printed (0–100, text with a dot), counts rebuilt from them."""

    participants: int | None = None
    percents: dict[str, str] = field(default_factory=dict)
    marks: dict[str, int] = field(default_factory=dict)


def read_shares(table: Table, participants: int, columns: dict[str, int], scale: int | None = None) -> list[Shares]:
    """Shares by position. `columns`: mark → index; `scale` is 1 or 100, decided from the table when not given."""
    counts = table.read(participants, partial(whole, low=0, high=None))
    printed = {mark: table.read(index, share) for mark, index in columns.items()}
    rows = [{mark: values[p] for mark, values in printed.items()} for p in range(len(table))]
    factor = Decimal(100 if (scale or _scale_of(rows)) == 1 else 1)
    return [
        _rebuild(table, position, counts[position], {m: v * factor for m, v in row.items() if v is not None})
        for position, row in enumerate(rows)
    ]


def _scale_of(rows: Sequence[dict[str, Decimal | None]]) -> int:
    """1 when the rows add up to one, 100 when to a hundred."""
    sums = [sum(v for v in row.values() if v is not None) for row in rows if any(v is not None for v in row.values())]
    return 1 if sums and all(total <= _FRACTIONS_UPTO for total in sums) else 100


def _rebuild(table: Table, position: int, number: int | None, shares: dict[str, Decimal]) -> Shares:
    if position in table.faulty:
        return Shares()
    if number is None:
        table.fault(position, CellFaultError("VALUE_TYPE", "Не указано количество участников.", "Впишите число."))
        return Shares()
    read = Shares(number, {mark: plain(value) for mark, value in shares.items()})
    if shares and number:
        _count(table, position, number, shares, read)
    return read


def _count(table: Table, position: int, number: int, shares: dict[str, Decimal], read: Shares) -> None:
    """Fill `read.marks`; a mark not printed is zero only where the printed ones already make up the whole."""
    total = sum(shares.values(), Decimal(0))
    if abs(total - 100) > SUM_TOLERANCE:
        sentence = f"Доли отметок в сумме дают {plain(total)} %, а не 100 %."
        table.fault(position, CellFaultError("ROW_INCONSISTENT", sentence, "Сверьте строку с исходным отчётом."))
        return
    read.marks = {mark: rebuild(shares.get(mark, Decimal(0)), number) for mark in MARKS}
    if sum(read.marks.values()) != number:
        sentence = f"По долям получается участников {sum(read.marks.values())}, а указано {number}."
        table.fault(position, CellFaultError("ROW_INCONSISTENT", sentence, "Сверьте строку с исходным отчётом."))
        return
    for mark, value in shares.items():
        if abs(Decimal(100 * read.marks[mark]) / number - value) > COUNT_TOLERANCE:
            table.report.warn(
                "SHARE_ROUNDED",
                f"Доля «{mark}» напечатана как {plain(value)} %, а {read.marks[mark]} из {number} — это "
                f"{plain(Decimal(100 * read.marks[mark]) / number)} %: число участников с отметкой восстановлено.",
                "Если есть индивидуальные результаты, загрузите их: они точнее.",
                sheet=table.sheet.name,
                row=table.numbers[position],
            )


def rebuild(percent: Decimal, number: int) -> int:
    """round(p·n/100), half up."""
    return int((percent * number / 100).to_integral_value(ROUND_HALF_UP))


def plain(value: Decimal) -> str:
    """A share as text with a dot, at most six places, without the dust of binary fractions: 33.33."""
    text = f"{value.quantize(Decimal('0.000001'), ROUND_HALF_UP):f}"
    return text.rstrip("0").rstrip(".")
