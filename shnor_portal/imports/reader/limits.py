"""How much of a file is taken. Every number is a default that a caller may replace."""

from dataclasses import asdict, dataclass
from typing import Any

MIB = 1024 * 1024
SHEET_ROWS = 1_048_576
SHEET_COLUMNS = 16_384
XLS_ROWS = 65_536
"""The last row of the old .xls format: a table that ends exactly there has probably been cut."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, counts and seconds.

    `sheet_cells` is the area of one sheet (rows × columns between the first and the last value), which the parser
    holds densely. Measured: 1 000 000 cells of pupil results are read within 160 MiB of address space and 3 000 000
    within 340 MiB; a million cells that are all different texts need about 330 MiB. So 512 MiB leaves room for what a
    layout makes of them.
    """

    file_bytes: int = 20 * MIB
    zip_parts: int = 1_000
    part_bytes: int = 100 * MIB
    total_bytes: int = 200 * MIB
    ratio: int = 100
    ratio_from_bytes: int = MIB  # smaller parts may be as dense as they like
    whole_check_bytes: int = 4 * MIB  # parts up to this size are checked for well-formed XML to the last tag
    sheets: int = 50
    rows: int = 200_000
    columns: int = 500
    sheet_cells: int = 3_000_000
    cell_chars: int = 32_767
    line_chars: int = MIB
    shared_strings: int = 1_000_000
    merges: int = 10_000
    merge_cells: int = 100_000
    memory_bytes: int = 512 * MIB
    cpu_seconds: int = 60
    wall_seconds: int = 120
    written_bytes: int = 256 * MIB
    listed_problems: int = 500
    preview_rows: int = 30
    tables: int = 300  # of one document
    text_chars: int = 2_000_000  # of all plain tables of one file together

    def as_dict(self) -> dict[str, Any]:
        """Plain data for the way into the child."""
        return asdict(self)


DEFAULT = Limits()
PLANS = Limits(part_bytes=50 * MIB, total_bytes=100 * MIB, rows=5_000, columns=60, sheet_cells=200_000)
"""For files that people write by hand, read as plain tables: a plan of a thousand rows is already a strange one."""
