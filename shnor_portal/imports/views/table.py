"""The first rows of a table as the reader showed them: text, with personal data masked."""

from dataclasses import dataclass

from django.http import Http404

from shnor_portal.imports.models import ImportBatch
from shnor_portal.imports.tables.cells import letter


@dataclass(slots=True)
class SeenTable:
    """`rows[0]` is spreadsheet row `first_row`, its first cell column number `first_column` (1 = A)."""

    sheet: str
    rows: list[list[str]]
    first_row: int
    first_column: int
    header: int = 0

    def use_header(self, row: int) -> None:
        """Take a spreadsheet row as the head; the first row when it is not among those shown."""
        index = row - self.first_row
        self.header = index if 0 <= index < len(self.rows) else 0

    def headers(self) -> list[str]:
        return [label for _, label in self.columns()]

    def columns(self) -> list[tuple[str, str]]:
        """(letters, head) of every column, also of those without a head."""
        width = max((len(row) for row in self.rows), default=0)
        head = self.rows[self.header] if self.rows else []
        return [(letter(self.first_column + i), head[i] if i < len(head) else "") for i in range(width)]

    def values(self, letters: str) -> list[str]:
        """What stands under the head in a column."""
        index = [name for name, _ in self.columns()].index(letters)
        return [row[index] if index < len(row) else "" for row in self.rows[self.header + 1 :]]


def table_of(batch: ImportBatch) -> SeenTable:
    """The sheet that the free table's claim names, else the first; 404 when nothing was shown of the file."""
    previews = batch.recognition.get("previews", [])
    if not previews:
        raise Http404
    claims = batch.recognition.get("claims", [])
    index = next((claim["sheet_index"] for claim in claims if claim["layout"] == batch.layout), 0)
    seen = previews[index if index < len(previews) else 0]
    return SeenTable(seen["sheet"], seen["rows"], seen["first_row"], seen["first_column"])
