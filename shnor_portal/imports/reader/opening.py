"""A workbook from an open file, by what the file holds."""

from pathlib import Path
from typing import BinaryIO

from shnor_portal.imports.reader import delimited, workbook
from shnor_portal.imports.reader.limits import Limits
from shnor_portal.imports.reader.sniff import sniff
from shnor_portal.imports.reader.types import RawWorkbook


def open_workbook(source: BinaryIO, name: Path, scratch: BinaryIO, limits: Limits) -> RawWorkbook:
    """Read from the beginning; `scratch` is an empty named file. Raises ReadFault. May close the source."""
    data = source.read()
    kind = sniff(data, name.suffix.lower())
    if kind == "xlsx":
        source.close()  # the parser opens the checked copy in its place
        return workbook.read_xlsx(data, scratch, limits)
    if kind == "xls":
        source.seek(0)
        return workbook.read_xls(source, limits)
    return delimited.read_csv(data, name.stem, limits)
