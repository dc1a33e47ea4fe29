"""Documents in Word from outside: what each hostile or broken one is answered with."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shnor_portal.imports.reader.documents.reading import read_document
from shnor_portal.imports.reader.faults import ReadFault
from shnor_portal.imports.reader.limits import MIB, PLANS, Limits
from tests.imports.reader import books
from tests.imports.reader.conftest import Refuses, Tables, TablesRefused
from tests.imports.reader.papers import DOCUMENT, body, docx, p, part, tbl, tc, text, tr, types


def archive_with(name: str, content: bytes) -> bytes:
    out = io.BytesIO(docx())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr(name, content)
    return out.getvalue()


def linked(kind: str, target: str) -> bytes:
    return docx(links={kind: target})


ENTITIES = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "вв"><!ENTITY c "&b;&b;">]><a>&c;</a>'
FIELD = "<w:r><w:instrText> DD</w:instrText></w:r><w:r><w:instrText>EAUTO cmd.exe x</w:instrText></w:r>"
SIMPLE_FIELD = f'<w:fldSimple w:instr=" INCLUDETEXT x">{text("а")}</w:fldSimple>'
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
OPEN_DOCUMENT = books.packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"})
ENCRYPTED = bytearray(docx())
ENCRYPTED[ENCRYPTED.find(b"PK\x01\x02") + 8] |= 1
BOMB = docx(p("x") + "<!--" + " " * (30 * MIB) + "-->")
LIAR = books.lying(docx(p("x") + "<!--" + " " * (30 * MIB) + "-->"), DOCUMENT, 500)
DEEP = docx("<w:sdt><w:sdtContent>" * 15_000 + p("x") + "</w:sdtContent></w:sdt>" * 15_000)

FAULTS = [
    ("empty", b"", "FILE_EMPTY"),
    ("cut in half", docx()[:300], "FILE_DAMAGED"),
    ("noise under a zip's sign", b"PK\x03\x04word/" + bytes(range(256)), "FILE_DAMAGED"),
    ("no main part", docx(extra={DOCUMENT: None}), "FILE_DAMAGED"),
    ("no list of parts", docx(extra={"[Content_Types].xml": None}), "FILE_DAMAGED"),
    ("part cut", docx(extra={DOCUMENT: body(tbl(tr("а")))[:-30]}), "FILE_DAMAGED"),
    ("no body", docx(extra={DOCUMENT: part("document", "")}), "FILE_DAMAGED"),
    ("nested beyond reason", DEEP, "FILE_DAMAGED"),
    ("UTF-16 part", docx(extra={DOCUMENT: body(p("а")).encode("utf-16")}), "FILE_DAMAGED"),
    ("zip bomb", BOMB, "ZIP_TOO_LARGE"),
    ("directory lies", LIAR, "ZIP_TOO_LARGE"),
    ("path out of the archive", archive_with("../../etc/x.xml", b"<a/>"), "ZIP_PATH"),
    ("same part twice", archive_with("WORD/document.xml", b"<a/>"), "ZIP_DUPLICATE"),
    ("entities", docx(extra={DOCUMENT: ENTITIES}), "XML_DTD"),
    ("entities in a part nobody reads", docx(extra={"word/theme/theme1.xml": ENTITIES}), "XML_DTD"),
    ("encrypted entries", bytes(ENCRYPTED), "XLSX_ENCRYPTED"),
    ("password", books.ole("EncryptedPackage"), "XLSX_ENCRYPTED"),
    ("macros by type", docx(extra={"[Content_Types].xml": types(MACRO_TYPE)}), "OFFICE_ACTIVE"),
    ("macros by part", docx(extra={"word/vbaProject.bin": b"x"}), "OFFICE_ACTIVE"),
    ("macros by link", linked("vbaProject", "hidden.bin"), "OFFICE_ACTIVE"),
    ("embedded document", docx(extra={"word/embeddings/a.xlsx": b"x"}), "OFFICE_ACTIVE"),
    ("embedded under another name", linked("oleObject", "media/picture.png"), "OFFICE_ACTIVE"),
    ("foreign piece of HTML", linked("aFChunk", "a.html"), "OFFICE_ACTIVE"),
    ("ActiveX", docx(extra={"word/activeX/a.xml": "<a/>"}), "OFFICE_ACTIVE"),
    ("template from the net", linked("attachedTemplate", "https://example.org/a.dotm"), "OFFICE_ACTIVE"),
    ("template from a share", linked("attachedTemplate", "file://server/share/a.dotm"), "OFFICE_ACTIVE"),
    ("picture from the net", linked("image", "https://example.org/a.png"), "OFFICE_ACTIVE"),
    ("field that runs a program", docx(p(FIELD)), "OFFICE_ACTIVE"),
    ("simple field that loads a file", docx(p(SIMPLE_FIELD)), "OFFICE_ACTIVE"),
    ("OpenDocument", OPEN_DOCUMENT, "TYPE_UNSUPPORTED"),
    ("old Word", books.ole("WordDocument"), "TYPE_UNSUPPORTED"),
    ("RTF", b"{\\rtf1 x}", "TYPE_UNSUPPORTED"),
    ("PDF", b"%PDF-1.4", "TYPE_UNSUPPORTED"),
    ("web page", b"<html><body><table></table></body></html>", "TYPE_MISMATCH"),
    ("text", "№;Что\n1;Собрать\n".encode(), "TYPE_MISMATCH"),
    ("control character", docx(tbl(tr("а&#x96;б"))), "TEXT_CONTROL"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "code"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_hostile_or_broken_document_has_its_code(tables_refused: TablesRefused, content: bytes, code: str) -> None:
    answer = tables_refused(content)

    assert (answer.code, answer.status) == (code, 422)
    assert answer.hint
    assert "книг" not in answer.message.casefold()


@pytest.mark.parametrize("target", ["file:///C:\\Users\\user\\Templates\\Normal.dotm", "Normal.dotm"])
def test_template_on_the_authors_own_disk_is_no_fault(tables: Tables, target: str) -> None:
    """Every second document names one; nothing is fetched."""
    assert tables(linked("attachedTemplate", target))[0].rows[1] == ["1", "Собрать"]


def test_page_of_the_web_may_be_named(tables: Tables) -> None:
    assert tables(linked("hyperlink", "https://example.org/school"))[0].rows


@pytest.mark.parametrize(
    ("content", "limits", "code"),
    [
        (docx(tbl(*[tr("а")] * 11)), Limits(rows=10), "ROWS_TOO_MANY"),
        (docx(tbl(*[tr("а")] * 6) * 2), Limits(rows=10), "ROWS_TOO_MANY"),
        (docx(tbl(tr("а")) * 4), Limits(tables=3), "ROWS_TOO_MANY"),
        (docx(tbl(tr(*"абвгд"))), Limits(columns=4), "SHEET_RANGE"),
        (docx(p("слово " * 100)), Limits(text_chars=500), "MEMORY_LIMIT"),
        (docx(), Limits(file_bytes=100), "FILE_TOO_LARGE"),
        (docx(), Limits(zip_parts=2), "ZIP_PARTS"),
    ],
)
def test_more_than_people_write_is_tables_refused(
    tables_refused: TablesRefused, content: bytes, limits: Limits, code: str
) -> None:
    assert tables_refused(content, limits=limits).code == code


def test_merged_cell_repeated_without_end_is_counted(tables_refused: TablesRefused) -> None:
    begins, goes_on = tc("слово " * 50, properties='<w:vMerge w:val="restart"/>'), tc(properties="<w:vMerge/>")
    content = docx(tbl(tr(begins), *[tr(goes_on)] * 50))
    assert tables_refused(content, limits=Limits(text_chars=5_000)).code == "MEMORY_LIMIT"


def test_claimed_spans_cost_nothing(tables: Tables) -> None:
    wide = tc("а", properties='<w:gridSpan w:val="99999999"/>')
    assert tables(docx(tbl(tr(wide, "б"), tr("в", "г"))))[0].rows == [["а", "б"], ["в", "г"]]


def test_document_under_a_workbooks_name_is_read_by_what_it_is(tables: Tables) -> None:
    assert tables(docx(), "план.xlsx")[0].place == "таблица 1"
    assert tables(books.book(), "план.docx")[0].place == "лист «Лист1»"


def test_importers_of_results_still_refuse_documents(refusal: Refuses) -> None:
    assert refusal(docx(), "итоги.xlsx").code == "TYPE_UNSUPPORTED"


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 2_000), st.integers(0, 40))
def test_any_damage_is_a_fault_and_nothing_else(noise: bytes, at: int, cut: int) -> None:
    content = docx()
    try:
        places = [table.place for table in read_document(content[:at] + noise + content[at + cut :], ".docx", PLANS)]
    except ReadFault as error:
        places = [error.problem.message]
    assert all(places)
