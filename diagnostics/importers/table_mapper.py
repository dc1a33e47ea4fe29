"""The mapping screen's knowledge of free tables: what a column may hold, and what each column probably holds."""

from collections.abc import Sequence

from diagnostics.importers.layouts._generic.mapping import MARKS
from diagnostics.importers.layouts._generic.proposal import propose_mapping
from diagnostics.importers.metrics import METRICS
from schools.importers.identity import TITLES
from shnor_portal.imports.targets import MappingProposal


class TableMapper:
    """Roles grouped for a person, and a proposal from the first rows."""

    layout = "generic"

    def roles(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Groups of (role, Russian title) in the order of a table."""
        codes = [(system, title) for system, title in TITLES.items()]
        return [
            ("Школа", [*codes, ("name", "название школы (для подсказки)")]),
            (
                "Процедура",
                [("academic_year", "учебный год"), ("grade", "класс"), ("subject", "предмет")],
            ),
            (
                "Результаты",
                [
                    ("participants", "число участников"),
                    *((f"mark{mark}", f"число отметок «{mark}»") for mark in MARKS),
                    *((f"percent{mark}", f"доля отметок «{mark}», %") for mark in MARKS),
                ],
            ),
            ("Величины", [(metric.code, metric.title) for metric in METRICS.values()]),
        ]

    def propose(self, rows: Sequence[Sequence[str]], first_row: int, first_column: int) -> MappingProposal | None:
        """A proposal for a table shown as text, None when no row looks like its head."""
        found = propose_mapping(rows, first_row, first_column)
        if found is None:
            return None
        return MappingProposal(
            found.header_row,
            {column.column: column.role for column in found.columns},
            {column.column: "; ".join(column.reasons) for column in found.columns},
        )
