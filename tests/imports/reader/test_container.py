"""Containers from outside (catalogue W-Z): each fault ends in its one code, before anything is inflated."""

import gzip
import io
import stat
import time
import warnings
import zipfile
import zlib
from collections.abc import Callable

import pytest

from shnor_portal.imports.reader.limits import MIB, Limits
from tests.imports.reader import books
from tests.imports.reader.conftest import Reads, Refuses, cells

HTML = "<html><head><meta charset='utf-8'></head><body><table><tr><td>Код</td></tr></table></body></html>".encode()
CSV_1251 = "Код;Класс\n123;5А\n".encode("cp1251")


def archive(fill: Callable[[zipfile.ZipFile], None]) -> bytes:
    """A good workbook with something more in its archive."""
    out = io.BytesIO(books.book())
    with warnings.catch_warnings(), zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as opened:
        warnings.simplefilter("ignore")
        fill(opened)
    return out.getvalue()


def filling(number: int, content: bytes) -> Callable[[zipfile.ZipFile], None]:
    """Adds so many parts of the same content."""

    def fill(opened: zipfile.ZipFile) -> None:
        for at in range(number):
            opened.writestr(f"xl/media/{at}.bin", content)

    return fill


def linked(kind: str, target: str) -> bytes:
    """A workbook whose sheet has a relationship of the kind."""
    return books.book(extra={"xl/worksheets/_rels/sheet1.xml.rels": books.relationships(("rId1", kind, target))})


def symlink() -> bytes:
    entry = zipfile.ZipInfo("xl/link.xml")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return archive(lambda opened: opened.writestr(entry, "/etc/passwd"))


def encrypted_entries() -> bytes:
    data = bytearray(books.book())
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def opendocument() -> bytes:
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return books.packed({"mimetype": kind, "content.xml": "<x/>"})


def macro_types() -> str:
    return books.TYPES.replace("application/xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml")


BOMB = books.book(books.sheet(books.ROW + "<!--" + " " * (60 * MIB) + "-->"))
LIAR = books.lying(books.book(books.sheet(books.ROW + "<!--" + " " * (60 * MIB) + "-->")), books.SHEET_PART, 700)

FAULTS = [
    ("Z1 empty file", b"", "а.xlsx", "FILE_EMPTY"),
    ("Z1 blank csv", b" \r\n\r\n", "а.csv", "FILE_EMPTY"),
    ("Z2 cut in half", books.book()[: len(books.book()) // 2], "а.xlsx", "XLSX_DAMAGED"),
    ("Z2 cut by one byte", books.book()[:-1], "а.xlsx", "XLSX_DAMAGED"),
    ("Z2 middle lost", books.book()[:200] + books.book()[300:], "а.xlsx", "XLSX_DAMAGED"),
    ("Z2 noise", bytes(range(256)) * 8, "а.xlsx", "XLSX_DAMAGED"),
    ("Z3 HTML as xlsx", HTML, "а.xlsx", "TYPE_MISMATCH"),
    ("Z3 HTML as xls", b"\xef\xbb\xbf\n" + HTML, "а.xls", "TYPE_MISMATCH"),
    ("Z4 csv as xlsx", CSV_1251, "а.xlsx", "TYPE_MISMATCH"),
    ("Z6 password", books.ole("EncryptionInfo", "EncryptedPackage"), "а.xlsx", "XLSX_ENCRYPTED"),
    ("Z6 encrypted entries", encrypted_entries(), "а.xlsx", "XLSX_ENCRYPTED"),
    ("Z7 bomb", BOMB, "а.xlsx", "ZIP_TOO_LARGE"),
    ("Z8 the directory lies", LIAR, "а.xlsx", "ZIP_TOO_LARGE"),
    (
        "Z9 parts",
        archive(filling(1200, b"")),
        "а.xlsx",
        "ZIP_PARTS",
    ),
    ("Z9 sheets", books.many_sheets(60), "а.xlsx", "SHEETS_TOO_MANY"),
    ("Z10 two of one name", archive(lambda z: z.writestr(books.SHEET_PART, books.sheet())), "а.xlsx", "ZIP_DUPLICATE"),
    ("Z10 names differ in case", archive(lambda z: z.writestr("XL/workbook.xml", "<a/>")), "а.xlsx", "ZIP_DUPLICATE"),
    ("Z11 parent folder", archive(lambda z: z.writestr("../../etc/cron.d/x", "x")), "а.xlsx", "ZIP_PATH"),
    ("Z11 backslashes", archive(lambda z: z.writestr("xl\\..\\..\\x", "x")), "а.xlsx", "ZIP_PATH"),
    ("Z11 absolute", archive(lambda z: z.writestr("/etc/passwd", "x")), "а.xlsx", "ZIP_PATH"),
    ("Z11 drive", archive(lambda z: z.writestr("C:/x", "x")), "а.xlsx", "ZIP_PATH"),
    ("Z11 symlink", symlink(), "а.xlsx", "ZIP_PATH"),
    ("Z12 nested zip", archive(lambda z: z.writestr("xl/embeddings/a.zip", books.book())), "а.xlsx", "XLSX_ACTIVE"),
    ("Z12 OLE object", linked("oleObject", "../any/where.bin"), "а.xlsx", "XLSX_ACTIVE"),
    ("Z12 ActiveX", archive(lambda z: z.writestr("xl/activeX/activeX1.xml", "<a/>")), "а.xlsx", "XLSX_ACTIVE"),
    (
        "Z12 DDE",
        archive(lambda z: z.writestr("xl/externalLinks/externalLink1.xml", "<a><ddeLink/></a>")),
        "а.xlsx",
        "XLSX_ACTIVE",
    ),
    ("Z12 link to another book", linked("externalLinkPath", "file:///c:/a.xlsx"), "а.xlsx", "XLSX_ACTIVE"),
    ("Z12 external picture", linked("image", "http://example.org/a.png"), "а.xlsx", "XLSX_ACTIVE"),
    ("Z12 web query", archive(lambda z: z.writestr("xl/connections.xml", "<a/>")), "а.xlsx", "XLSX_ACTIVE"),
    ("Z12 custom UI", archive(lambda z: z.writestr("customUI/customUI.xml", "<a/>")), "а.xlsx", "XLSX_ACTIVE"),
    ("Z13 macros", archive(lambda z: z.writestr("xl/vbaProject.bin", b"x")), "а.xlsx", "XLSX_MACRO"),
    ("Z13 macros elsewhere", linked("vbaProject", "../a.bin"), "а.xlsx", "XLSX_MACRO"),
    ("Z13 xlsm", books.book(extra={"[Content_Types].xml": macro_types()}), "а.xlsm", "XLSX_MACRO"),
    ("Z13 macros in xls", books.ole("Workbook", "_VBA_PROJECT_CUR"), "а.xls", "XLSX_MACRO"),
    ("Z14 no worksheet part", books.book(extra={books.SHEET_PART: None}), "а.xlsx", "XLSX_DAMAGED"),
    ("Z14 no workbook part", books.book(extra={"xl/workbook.xml": None}), "а.xlsx", "XLSX_DAMAGED"),
    ("Z14 no sheets", books.book(extra={"xl/workbook.xml": books.workbook()}), "а.xlsx", "XLSX_DAMAGED"),
    ("Z15 ods", opendocument(), "а.ods", "TYPE_UNSUPPORTED"),
    ("Z15 ods named xlsx", opendocument(), "а.xlsx", "TYPE_UNSUPPORTED"),
    ("Z15 numbers", books.packed({"Index/Document.iwa": b"x"}), "а.numbers", "TYPE_UNSUPPORTED"),
    ("Z15 google stub", b'{"url": "https://example.org/", "doc_id": "1"}', "а.gsheet", "TYPE_UNSUPPORTED"),
    (
        "Z15 docx",
        books.packed({"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"}),
        "а.xlsx",
        "TYPE_UNSUPPORTED",
    ),
    ("Z15 xlsb", books.packed({"[Content_Types].xml": "<a/>", "xl/workbook.bin": b"x"}), "а.xlsb", "TYPE_UNSUPPORTED"),
    ("Z15 any zip", books.packed({"a.txt": "x"}), "а.zip", "TYPE_UNSUPPORTED"),
    ("Z15 pdf", b"%PDF-1.7 ...", "а.xlsx", "TYPE_UNSUPPORTED"),
    ("Z15 gzip", gzip.compress(b"x"), "а.csv", "TYPE_UNSUPPORTED"),
]


@pytest.mark.parametrize(
    ("content", "name", "code"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS]
)
def test_container_fault_has_its_code(refusal: Refuses, content: bytes, name: str, code: str) -> None:
    answer = refusal(content, name)

    assert (answer.code, answer.status) == (code, 422)
    assert answer.message
    assert answer.hint
    assert "/tmp" not in f"{answer.message}{answer.hint}"  # noqa: S108 no path may show


def test_mismatch_offers_csv(refusal: Refuses) -> None:
    assert "csv" in refusal(CSV_1251, "а.xlsx").hint.casefold()


def test_bomb_is_refused_before_it_is_inflated(refusal: Refuses) -> None:
    """A megabyte that would be a gibibyte costs no more time than a small file."""
    blown = io.BytesIO()
    with zipfile.ZipFile(blown, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, part in books.parts().items():
            opened.writestr(name, part)
        with opened.open("xl/sharedStrings.xml", "w", force_zip64=True) as swelling:
            for _ in range(1024):
                swelling.write(bytes(MIB))
    started = time.perf_counter()

    assert refusal(blown.getvalue()).code == "ZIP_TOO_LARGE"
    assert time.perf_counter() - started < 2


def test_many_small_parts_together_are_too_large(refusal: Refuses) -> None:
    noise = zlib.compress(bytes(range(256)) * 4000, 0)
    content = archive(filling(5, noise))

    assert refusal(content, limits=Limits(total_bytes=4 * MIB)).code == "ZIP_TOO_LARGE"


def test_file_over_the_limit_says_the_limit(refusal: Refuses) -> None:
    answer = refusal(bytes(2 * MIB + 1), limits=Limits(file_bytes=2 * MIB))

    assert (answer.code, answer.status) == ("FILE_TOO_LARGE", 413)
    assert "2 МБ" in answer.message


def test_strict_workbook_is_read(read: Reads) -> None:
    """Z14: the Strict variant of the format names other namespaces; the table in it is the same."""
    strict = {
        name: part.replace(books.MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
            books.OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships"
        )
        for name, part in books.parts().items()
        if isinstance(part, str)
    }

    assert cells(read(books.packed(strict))) == [["Код", 5.0]]


def test_hyperlinks_and_pictures_are_no_active_content(read: Reads) -> None:
    links = books.relationships(("rId1", "hyperlink", "https://example.org/"), ("rId2", "drawing", "../drawings/d.xml"))

    assert cells(read(books.book(extra={"xl/worksheets/_rels/sheet1.xml.rels": links}))) == [["Код", 5.0]]
