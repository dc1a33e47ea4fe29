"""The guard: what passes through it unharmed, and what a child that misbehaves turns into."""

import logging
import tempfile
from pathlib import Path

import pytest

from shnor_portal.imports.reader.guard import read_file
from shnor_portal.imports.reader.limits import MIB, Limits
from shnor_portal.imports.reader.types import Severity
from tests.imports.reader import books
from tests.imports.reader.conftest import PASSING, Reads, Refuses

DOUBLES = "tests.imports.reader.doubles"


def test_claims_are_ranked_and_the_surest_extracts(read: Reads) -> None:
    result = read(books.book(), layouts=[PASSING, f"{DOUBLES}.sure"])

    assert [(claim.layout, claim.confidence) for claim in result.recognitions] == [("sure", 90), ("passing", 40)]
    assert result.extract is not None
    assert result.extract.layout == "sure"


def test_chosen_layout_extracts_instead_of_the_surest(read: Reads) -> None:
    result = read(books.book(), layouts=[PASSING, f"{DOUBLES}.sure"], options={"layout": "passing"})

    assert result.extract is not None
    assert result.extract.layout == "passing"


def test_extract_comes_back_as_it_was_made(read: Reads) -> None:
    """Columns, tasks, rows and severities keep their types across the process border."""
    result = read(books.book(), layouts=[f"{DOUBLES}.sure"])
    assert result.extract is not None
    block = result.extract.blocks[0]

    assert block.kind == "VPR"
    assert block.pupils is not None
    assert (block.pupils.tasks, block.pupils.primary_score) == ([[1], [None]], [None])
    assert (block.tasks[0].label, block.tasks[0].maximum, block.tasks[1].maximum) == ("1", 2, None)
    assert block.aggregates[0].marks == {"3": 1}
    assert result.extract.problems[0].severity is Severity.WARNING


def test_unrecognised_workbook_has_no_extract(read: Reads) -> None:
    result = read(books.book(), layouts=[])

    assert (result.recognitions, result.extract) == ([], None)


def test_recognition_shows_first_rows_without_personal_data(read: Reads) -> None:
    header = ["Код ОО", "Фамилия", "Отчество", "Серия", "Номер", "Телефон", "Балл", "Прочее"]
    person = ["111002", "Иванова", "Петровна", "0510", "123456", "8 914 123-45-67", "27", "anna@example.org"]
    lines = ["".join(f'<c t="inlineStr"><is><t>{value}</t></is></c>' for value in line) for line in (header, person)]
    rows = "".join(f"<row>{line}</row>" for line in lines)
    shown = read(books.book(books.sheet(rows)), mode="recognise").previews[0]

    assert shown.rows[0] == header
    assert shown.rows[1] == ["111002", *["•••"] * 5, "27", "•••"]
    assert shown.masked == ["B", "C", "D", "E", "F"]


def test_child_can_open_nothing_and_knows_nothing(read: Reads) -> None:
    """No socket, no file, no pipe; no secrets in its environment; no Django that could reach the database."""
    extract = read(books.book(), layouts=[f"{DOUBLES}.prying"]).extract
    assert extract is not None
    found = extract.blocks[0].register[0]

    assert (found["socket"], found["passwords"], found["pipe"]) == ("OSError", "OSError", "OSError")
    assert [name for name in found["environment"] if not name.startswith(("MALLOC_", "LC_"))] == []
    assert (found["memory"], found["cpu"]) == (512 * MIB, 60)
    assert found["django"] == ["django", "django.db", "django.db.models"]


@pytest.mark.parametrize(
    ("way", "limits", "code"),
    [
        ("work", Limits(cpu_seconds=1), "CPU_LIMIT"),
        ("sleep", Limits(wall_seconds=1), "CPU_LIMIT"),
        ("swell", Limits(), "MEMORY_LIMIT"),
        ("abort", Limits(), "XLSX_DAMAGED"),
    ],
)
def test_child_that_dies_becomes_one_code(refusal: Refuses, way: str, limits: Limits, code: str) -> None:
    answer = refusal(books.book(), layouts=[f"{DOUBLES}.spinning"], limits=limits, options={"way": way})

    assert (answer.code, answer.status) == (code, 422)


def test_broken_layout_is_logged_without_the_cell(refusal: Refuses, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        answer = refusal(books.book(), layouts=[f"{DOUBLES}.broken"])

    assert answer.code == "READER_FAILED"
    assert "broken.py" in caplog.text
    assert "Код" not in caplog.text + answer.message


def test_nothing_stays_behind(read: Reads, refusal: Refuses, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders of children go, also those of children that died."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    read(books.book())
    refusal(books.book(), layouts=[f"{DOUBLES}.spinning"], options={"way": "abort"})

    assert list(temporary.iterdir()) == []


def test_own_name_stands_for_the_stored_one(tmp_path: Path) -> None:
    """Files lie under random names; the sender's name tells the extension and names the sheet of a CSV."""
    path = books.write(tmp_path, "Код;Балл\n1;2\n".encode(), "f7a9")

    assert read_file(path, layouts=[], name="итоги.csv").sheets[0].name == "итоги"
