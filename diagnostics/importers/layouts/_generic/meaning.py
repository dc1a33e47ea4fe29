"""Whether columns can mean what a mapping says: invariants over whole columns, and the meaning that would fit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from diagnostics.importers.metrics import INVARIANTS, Invariant, alternatives, title_of

Values = Sequence[int | None]

LEAST_ROWS = 3
LEAST_SHARE = 20
"""An invariant broken in at least 3 rows and at least one in 20 speaks against the column, not against the rows."""


@dataclass(frozen=True, slots=True)
class Breach:
    """An invariant, the positions that break it, and the number of rows where it could be checked."""

    invariant: Invariant
    positions: tuple[int, ...]
    checked: int

    @property
    def is_of_column(self) -> bool:
        return len(self.positions) >= LEAST_ROWS and len(self.positions) * LEAST_SHARE >= self.checked


def breaches(columns: Mapping[str, Values]) -> list[Breach]:
    """Every invariant over these columns that fails somewhere, the most often broken first."""
    found = []
    for invariant in INVARIANTS:
        if all(name in columns for name in invariant.names):
            breach = _check(invariant, columns)
            if breach.positions:
                found.append(breach)
    return sorted(found, key=lambda breach: -len(breach.positions))


def _check(invariant: Invariant, columns: Mapping[str, Values]) -> Breach:
    """Rows where a value is absent cannot be checked."""
    parts = list(zip(*(columns[name] for name in invariant.parts), strict=True))
    positions, checked = [], 0
    for position, (row, whole) in enumerate(zip(parts, columns[invariant.whole], strict=True)):
        if whole is None or None in row:
            continue
        checked += 1
        total = sum(value for value in row if value is not None)
        if total > whole or (invariant.exact and total != whole):
            positions.append(position)
    return Breach(invariant, tuple(positions), checked)


def fitting(columns: Mapping[str, Values], breach: Breach) -> tuple[str, str] | None:
    """(a column's present meaning, the one that would fit): the change of one meaning that mends every row.

    Of several such changes the one under which most invariants can be checked has the most evidence; a tie gives None.
    """
    found: list[tuple[int, str, str]] = []
    for name in breach.invariant.names:
        for other in alternatives(name):
            if other not in columns:
                changed = {(other if key == name else key): values for key, values in columns.items()}
                strength = _strength(changed, other)
                if strength:
                    found.append((strength, name, other))
    best = [change for change in found if change[0] == max(found)[0]]
    return best[0][1:] if len(best) == 1 else None


def _strength(columns: Mapping[str, Values], name: str) -> int:
    """How many invariants hold in every row; 0 when any fails or none of them speaks of `name`."""
    checkable = [invariant for invariant in INVARIANTS if all(part in columns for part in invariant.names)]
    if breaches(columns) or not any(name in invariant.names for invariant in checkable):
        return 0
    return len(checkable)


def sentence(breach: Breach, columns: Mapping[str, Values], labels: Mapping[str, str], first: int) -> str:
    """The complaint in words. `labels`: meaning → «K «PASSER_UNDER_160»»; `first` is the example's spreadsheet row."""
    at = breach.positions[0]
    parts = " и ".join(f"{labels[name]} ({title_of(name)})" for name in breach.invariant.parts)
    sums = " + ".join(str(columns[name][at]) for name in breach.invariant.parts)
    whole = breach.invariant.whole
    must = "должны в сумме давать столбец" if breach.invariant.exact else "не могут превышать столбец"
    sign = "≠" if breach.invariant.exact else ">"
    return (
        f"Столбцы {parts} {'вместе ' if len(breach.invariant.parts) > 1 else ''}{must} {labels[whole]} "
        f"({title_of(whole)}), но это нарушено в {len(breach.positions)} из {breach.checked} строк, "
        f"например в строке {first}: {sums} {sign} {columns[whole][at]}."
    )


def advice(fit: tuple[str, str] | None, labels: Mapping[str, str]) -> str:
    if fit is None:
        return "Проверьте назначение этих столбцов: ни одно другое значение не подходит ко всем строкам."
    name, other = fit
    return (
        f"Столбец {labels[name]} больше похож на «{title_of(other)}» ({other}): "
        "с таким смыслом противоречий нет ни в одной строке."
    )
