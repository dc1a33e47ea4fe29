"""The mapping screen's knowledge of free tables of schools."""

from collections.abc import Sequence

from schools.importers.identity import TITLES
from schools.importers.layouts._mapping import FIELDS, propose
from shnor_portal.imports.targets import MappingProposal


class RegisterTableMapper:
    """Roles grouped for a person, and a proposal from the first rows."""

    layout = "register_table"

    def roles(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Groups of (role, Russian title) in the order of a card."""
        return [("Коды школы", list(TITLES.items())), ("Сведения о школе", list(FIELDS.items()))]

    def propose(self, rows: Sequence[Sequence[str]], first_row: int, first_column: int) -> MappingProposal | None:
        """A proposal for a table shown as text, None when no row looks like its head."""
        found = propose(rows, first_row, first_column)
        return None if found is None else MappingProposal(found.header_row, found.columns, found.reasons)
