"""What the reader's tests share: one call that reads bytes, one that tells the refusal of bytes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shnor_portal.common.refusals import Refusal
from shnor_portal.imports.reader.guard import read_file, read_tables
from shnor_portal.imports.reader.limits import PLANS, Limits
from shnor_portal.imports.reader.outcome import ReadResult
from shnor_portal.imports.reader.types import PlainTable
from tests.imports.reader.books import write

PASSING = "tests.imports.reader.doubles.passing"
Reads = Callable[..., ReadResult]
Refuses = Callable[..., Refusal]
Tables = Callable[..., list[PlainTable]]
TablesRefused = Callable[..., Refusal]


@pytest.fixture
def read(tmp_path: Path) -> Reads:
    """Read bytes through the guard with the layout that takes everything."""

    def reading(content: bytes, name: str = "книга.xlsx", **options: Any) -> ReadResult:
        options = {"layouts": [PASSING], "mode": "extract", **options}
        return read_file(write(tmp_path, content, name), **options)

    return reading


@pytest.fixture
def refusal(read: Reads) -> Refuses:
    """The refusal that reading ends with."""

    def refusing(content: bytes, name: str = "книга.xlsx", **options: Any) -> Refusal:
        with pytest.raises(Refusal) as caught:
            read(content, name, **options)
        return caught.value

    return refusing


@pytest.fixture
def tables(tmp_path: Path) -> Tables:
    """Read bytes through the guard as plain tables."""

    def reading(content: bytes, name: str = "план.docx", limits: Limits = PLANS) -> list[PlainTable]:
        return read_tables(write(tmp_path, content, "file"), name=name, limits=limits)

    return reading


@pytest.fixture
def tables_refused(tables: Tables) -> TablesRefused:
    """The refusal that reading plain tables ends with."""

    def refusing(content: bytes, name: str = "план.docx", limits: Limits = PLANS) -> Refusal:
        with pytest.raises(Refusal) as caught:
            tables(content, name, limits)
        return caught.value

    return refusing


def cells(result: ReadResult) -> list[list[Any]]:
    """The rows that «passing» saw."""
    assert result.extract is not None
    return [row["cells"] for row in result.extract.blocks[0].register]
