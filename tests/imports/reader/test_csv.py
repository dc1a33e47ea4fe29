"""Delimited text from outside (catalogue V1, V2): encoding and shape are told by content, or refused with the line."""

import pytest

from shnor_portal.imports.reader.limits import Limits
from shnor_portal.imports.reader.types import Severity
from tests.imports.reader.conftest import Reads, Refuses, cells

TABLE = "Код;Название;Балл\n00123;Школа «Ёлочка» № 5;4,5\n00124;Гимназия;\n"
EXPECTED = [["Код", "Название", "Балл"], ["00123", "Школа «Ёлочка» № 5", "4,5"], ["00124", "Гимназия", ""]]


@pytest.mark.parametrize("encoding", ["cp1251", "utf-8", "utf-8-sig", "utf-16"])
def test_encoding_is_detected(read: Reads, encoding: str) -> None:
    """V1."""
    result = read(TABLE.encode(encoding), "таблица.csv")

    assert (result.kind, result.sheets[0].name) == ("csv", "таблица")
    assert cells(result) == EXPECTED


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (TABLE.encode() + "00125;Лицей;5\n".encode("cp1251"), 4),
        ("Код;Имя\n".encode("cp1251") + "1;Школа\n2;Лицей\n".encode(), 1),
        ("Код;Название\n1;Лицей села Заречного\n".encode("cp866"), 1),
        (TABLE.encode("utf-8-sig") + b"\xff\xff;1;2\n", 4),
        (TABLE.encode("cp1251").replace(b"\xab", b"\x98"), 2),
    ],
    ids=["1251 after UTF-8", "UTF-8 after 1251", "DOS", "broken UTF-8", "no such letter"],
)
def test_mixed_or_foreign_encoding_names_the_line(refusal: Refuses, content: bytes, line: int) -> None:
    """V1."""
    answer = refusal(content, "а.csv")

    assert answer.code == "CSV_ENCODING"
    assert f"строка {line} " in answer.message


@pytest.mark.parametrize(
    "text",
    [
        TABLE,
        TABLE.replace(";", "\t"),
        "sep=;\n" + TABLE,
        TABLE.replace("\n", "\r"),
        TABLE.replace("\n", "\r\n"),
        TABLE.replace("4,5", '"4,5"').replace(";", ","),
        "sep=|\r\n" + TABLE.replace(";", "|"),
    ],
    ids=["semicolon", "tab", "sep line", "only CR", "CR LF", "comma", "sep bar"],
)
def test_delimiter_and_line_ends_are_detected(read: Reads, text: str) -> None:
    """V2."""
    assert cells(read(text.encode(), "а.csv")) == EXPECTED


def test_line_break_and_quotes_inside_a_cell_are_kept(read: Reads) -> None:
    """V2."""
    result = read('Код;Имя\n1;"Школа\n""Радуга"""\n2;б\n'.encode(), "а.csv")

    assert cells(result) == [["Код", "Имя"], ["1", 'Школа\n"Радуга"'], ["2", "б"]]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('Код;Имя\n1;а\n2;"б\n3;в\n4;г\n', 3),
        ('Код;Имя\n1;"а"б;\n', 2),
        ("Код;Имя\n1;а\n2;б;лишнее\n3;в\n", 3),
        ("Код;Имя\n1;" + "я" * 1_100_000 + "\n", 2),
        (";".join(["к"] * 600) + "\n", 1),
    ],
    ids=["quote left open", "text after quote", "one column more", "line without end", "600 columns"],
)
def test_broken_shape_names_the_line(refusal: Refuses, text: str, line: int) -> None:
    """V2."""
    answer = refusal(text.encode(), "а.csv")

    assert answer.code == "CSV_FORMAT"
    assert f"Строка {line}:" in answer.message


def test_short_record_is_taken_and_told(read: Reads) -> None:
    """V2: a title of one cell is no fault, a record with several cells missing their last is said."""
    result = read("01 - Русский язык 2022.06.23\nКод;Имя;Балл\n1;а;2\n2;б\n3;в;5\n".encode(), "а.csv")

    assert [(p.code, p.severity, p.row) for p in result.problems] == [("CSV_FORMAT", Severity.WARNING, 4)]
    assert result.sheets[0].rows == 5


def test_csv_longer_than_the_limit_is_refused(refusal: Refuses) -> None:
    assert refusal(b"a;b\n" * 300, "а.csv", limits=Limits(rows=200)).code == "ROWS_TOO_MANY"


def test_bad_text_in_csv_is_marked(read: Reads) -> None:
    """D10, as in workbooks."""
    result = read(("Код;Имя\n1;а\0б\n2;" + "я" * 32_768 + "\n").encode(), "а.csv")

    assert cells(result)[1:] == [["1", "TEXT_CONTROL:"], ["2", "TEXT_TOO_LONG:"]]
    assert [(p.code, p.row, p.column) for p in result.problems] == [("TEXT_CONTROL", 2, "B"), ("TEXT_TOO_LONG", 3, "B")]


def test_csv_cut_at_the_old_limit_is_suspected(read: Reads) -> None:
    """S13."""
    assert [p.code for p in read(b"1;2\n" * 65_536, "а.csv").problems] == ["ROW_LIMIT_SUSPECT"]
