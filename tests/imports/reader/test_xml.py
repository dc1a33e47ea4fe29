"""XML inside workbooks (catalogue W-X): nothing is expanded or fetched, nothing half-read is believed."""

import socket
import time

import pytest

from shnor_portal.imports.reader.limits import Limits
from tests.imports.reader import books
from tests.imports.reader.conftest import Reads, Refuses, cells

STRINGS = "xl/sharedStrings.xml"


def with_dtd(part: str, dtd: str) -> str:
    return part.replace(books.XML, f"{books.XML}<!-- a --><!DOCTYPE x {dtd}>")


def laughing() -> str:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return with_dtd(books.strings("&l9;"), f'[<!ENTITY l0 "ха">{entities}]')


def shared(index: str) -> str:
    return books.sheet(f'<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2" t="s"><v>{index}</v></c></row>')


LARGE = books.sheet("".join(f'<row r="{n}"><c r="A{n}"><v>{n * n}</v></c></row>' for n in range(1, 120_001)))
FAULTS = [
    ("X1 billion laughs", books.book(extra={STRINGS: laughing()}), "XML_DTD"),
    ("X2 quadratic", books.book(with_dtd(books.sheet(), f'[<!ENTITY a "{"a" * 50_000}">]')), "XML_DTD"),
    ("X3 file entity", books.book(with_dtd(books.sheet(), '[<!ENTITY a SYSTEM "file:///etc/passwd">]')), "XML_DTD"),
    (
        "X3 in a part nobody needs",
        books.book(extra={"docProps/app.xml": with_dtd(f"{books.XML}<a/>", "[]")}),
        "XML_DTD",
    ),
    ("X4 part cut", books.book(books.sheet()[:-30]), "XLSX_DAMAGED"),
    ("X4 tag unclosed", books.book(books.sheet(books.ROW + '<row r="2">')), "XLSX_DAMAGED"),
    ("X4 large part cut", books.book(LARGE[:-9]), "XLSX_DAMAGED"),
    ("X4 large part with an open comment", books.book(LARGE.replace("</row>", "</row><!--", 1)), "XLSX_DAMAGED"),
    ("X4 wrong text bytes", books.book(books.sheet().encode().replace("Код".encode(), b"\xff\xd0")), "XLSX_DAMAGED"),
    ("X4 entity from nowhere", books.book(books.sheet().replace("Код", "&nobody;")), "XLSX_DAMAGED"),
    ("X6 UTF-16 part", books.book(books.sheet().replace("UTF-8", "UTF-16").encode("utf-16")), "XLSX_DAMAGED"),
    ("X6 UTF-16 without mark", books.book(books.sheet().encode("utf-16-le")), "XLSX_DAMAGED"),
    ("X6 wrong declaration", books.book(books.sheet().replace("UTF-8", "windows-1251")), "XLSX_DAMAGED"),
    ("X7 shared string 99999", books.book(shared("99999"), {STRINGS: books.strings("a")}), "XLSX_DAMAGED"),
    ("X7 negative style", books.book(books.sheet('<row r="2"><c r="B2" s="-1"><v>1</v></c></row>')), "XLSX_DAMAGED"),
    ("X7 bad type", books.book(books.sheet('<row r="2"><c r="B2" t="q"><v>1</v></c></row>')), "XLSX_DAMAGED"),
]


@pytest.mark.parametrize(("content", "code"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS])
def test_xml_fault_has_its_code(refusal: Refuses, content: bytes, code: str) -> None:
    answer = refusal(content)

    assert (answer.code, answer.status) == (code, 422)


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault[0].startswith("X7")], ids=lambda fault: fault[0])
def test_damaged_cell_is_named(refusal: Refuses, fault: tuple[str, bytes, str]) -> None:
    """X7: sheet, row and column of the cell that points nowhere."""
    assert refusal(fault[1]).where == {"sheet": "Лист1", "row": 2, "column": "B"}


def test_remote_dtd_is_never_fetched(refusal: Refuses) -> None:
    """X3: a listener on this machine waits for the parser, and nobody comes."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/a.dtd"
        for dtd in (f'SYSTEM "{address}"', f'[<!ENTITY % p SYSTEM "{address}"> %p;]'):
            assert refusal(books.book(with_dtd(books.sheet(), dtd))).code == "XML_DTD"
        with pytest.raises(TimeoutError):
            server.accept()


def test_byte_order_mark_is_harmless(read: Reads) -> None:
    """X6: the one answer is UTF-8, with or without a mark."""
    assert cells(read(books.book(b"\xef\xbb\xbf" + books.sheet().encode()))) == [["Код", 5.0]]


@pytest.mark.parametrize(
    "row",
    [
        '<row r="2">' + "<a>" * 200_000 + "</a>" * 200_000 + "</row>",
        '<row r="2" ' + " ".join(f'a{n}="1"' for n in range(300_000)) + "></row>",
    ],
    ids=["nested tags", "attributes"],
)
def test_swollen_markup_costs_little(read: Reads, row: str) -> None:
    """X5: the table around it is read within the limits."""
    started = time.perf_counter()

    result = read(books.book(books.sheet(books.ROW + row)), limits=Limits(ratio=5000))

    assert cells(result)[0] == ["Код", 5.0]
    assert time.perf_counter() - started < 5


def test_too_many_shared_strings_are_refused(refusal: Refuses) -> None:
    """X8: counted before the parser builds them."""
    body = f'{books.XML}<sst xmlns="{books.MAIN}">{"<si><t>а</t></si>" * 2_000_000}</sst>'
    answer = refusal(books.book(extra={STRINGS: body}), limits=Limits(ratio=2000))

    assert answer.code == "STRINGS_TOO_MANY"
    assert "2000000" in answer.message
