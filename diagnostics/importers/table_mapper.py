"""The mapping screen's knowledge of free tables: what a column may hold, and what each column probably holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from diagnostics.importers.layouts._generic.mapping import MARKS
from diagnostics.importers.layouts._generic.proposal import propose_mapping
from diagnostics.importers.metrics import METRICS, title_of
from schools.importers.identity import TITLES
from shnor_portal.imports.targets import MappingProposal

Roles = list[tuple[str, str]]

_SCHOOL: Roles = [*TITLES.items(), ("name", "название школы (для подсказки)")]
_YEAR: Roles = [("academic_year", "учебный год")]
_PROCEDURE: Roles = [*_YEAR, ("grade", "класс"), ("subject", "предмет")]
_RESULTS: Roles = [
    ("participants", "число участников"),
    *((f"mark{mark}", f"число отметок «{mark}»") for mark in MARKS),
    *((f"percent{mark}", f"доля отметок «{mark}», %") for mark in MARKS),
    ("FAILED", title_of("FAILED")),
]
_FIGURES: Roles = [(metric.code, metric.title) for metric in METRICS.values() if metric.code != "FAILED"]


@dataclass(frozen=True, slots=True)
class TableMapper:
    """Roles of one target grouped for a person, and a proposal from the first rows that stays among them."""

    layout = "generic"

    groups: tuple[tuple[str, Roles], ...]

    def roles(self) -> list[tuple[str, Roles]]:
        """Groups of (role, Russian title) in the order of a table."""
        return list(self.groups)

    def propose(self, rows: Sequence[Sequence[str]], first_row: int, first_column: int) -> MappingProposal | None:
        """A proposal for a table shown as text, None when no row looks like its head."""
        found = propose_mapping(rows, first_row, first_column)
        if found is None:
            return None
        offered = {role for _, roles in self.groups for role, _ in roles}
        columns = [column for column in found.columns if column.role in offered]
        return MappingProposal(
            found.header_row,
            {column.column: column.role for column in columns},
            {column.column: "; ".join(column.reasons) for column in columns},
        )


RESULTS_MAPPER = TableMapper((("Школа", _SCHOOL), ("Процедура", _PROCEDURE), ("Результаты", _RESULTS)))
FIGURES_MAPPER = TableMapper((("Школа", _SCHOOL), ("Год", _YEAR), ("Величины", _FIGURES)))
