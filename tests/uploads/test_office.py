"""Office documents (catalogue U8, U9): kept as they came, or refused when they would do something when opened."""

import pytest

from shnor_portal.uploads.limits import UploadLimits
from tests.imports.reader import books
from tests.imports.reader.books import XML, lying, packed
from tests.uploads import files
from tests.uploads.conftest import Attaches, Refuses
from tests.uploads.files import linked, office, open_document, types, with_chart, word

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
MACRO_TYPE = '<Override PartName="/word/x.bin" ContentType="application/vnd.ms-office.vbaProject"/>'


def field(*pieces: str) -> str:
    """A field of Word with its code in pieces."""
    return f"<w:p>{FIELD}{''.join(f'<w:r><w:instrText>{piece}</w:instrText></w:r>' for piece in pieces)}</w:p>"


def rels(kind: str, target: str, *, external: bool = True) -> dict[str, str]:
    return {"word/_rels/document.xml.rels": linked(kind, target, external=external)}


ACTIVE = {
    "macros": office("docx", {"word/vbaProject.bin": b"x"}),
    "macros by type": office("docx", {"[Content_Types].xml": types("docx", MACRO_TYPE), "word/x.bin": b"x"}),
    "macros by link": office("docx", rels("vbaProject", "x.bin", external=False)),
    "macro sheet": office("xlsx", {"xl/macrosheets/sheet1.xml": f"{XML}<a/>"}),
    "OLE object": office("docx", {"word/embeddings/oleObject1.bin": OLE}),
    "OLE object by link": office("docx", rels("oleObject", "embeddings/o.bin", external=False)),
    "OLE object under another name": office("pptx", {"ppt/media/image1.png": OLE}),
    "ActiveX": office("docx", {"word/activeX/activeX1.xml": f"{XML}<a/>"}),
    "template of another machine": office("docx", rels("attachedTemplate", "https://example.org/a.dotm")),
    "template of a share": office("docx", rels("attachedTemplate", "file://host/share/a.dotm")),
    "template of a share, slashes": office("docx", rels("attachedTemplate", "\\\\host\\share\\a.dotm")),
    "picture of a share": office("docx", rels("image", "file://host/share/a.png")),
    "frame": office("docx", rels("frame", "https://example.org")),
    "page inside": office("docx", rels("aFChunk", "a.html", external=False)),
    "field DDE": office("docx", {"word/document.xml": word(field("DDEAUTO c:\\\\cmd.exe"))}),
    "field DDE in pieces": office("docx", {"word/document.xml": word(field(" DD", "EAU", "TO cmd"))}),
    "field DDE in a header": office("docx", {"word/header1.xml": word('<w:fldSimple w:instr=" DDE cmd "/>')}),
    "text of another machine": office(
        "docx", {"word/document.xml": word(field('INCLUDETEXT "https://example.org/a"'))}
    ),
    "other books": office("xlsx", {"xl/externalLinks/externalLink1.xml": f"{XML}<a/>"}),
    "outside data": office("xlsx", {"xl/_rels/workbook.xml.rels": linked("connections", "connections.xml")}),
    "program of a slide": office("pptx", {"ppt/slides/slide1.xml": f'{XML}<a action="ppaction://program"/>'}),
    "video of another machine": office(
        "pptx", {"ppt/slides/_rels/s.xml.rels": linked("video", "https://example.org/v")}
    ),
    "archive inside": office("docx", {"word/media/image1.png": packed({"a.exe": "MZ"})}),
    "program inside": office("docx", {"word/media/image1.png": b"MZ\x90\0"}),
    "book that no chart asks for": office("docx", {"word/embeddings/Book1.xlsx": files.book_of_figures()}),
    "macros in the book of a chart": with_chart(files.book_of_figures({"xl/vbaProject.bin": b"x"})),
    "book in the book of a chart": with_chart(files.book_of_figures({"xl/embeddings/b.xlsx": books.book()})),
    "odt: macros": open_document(extra={"Basic/Standard/script-lb.xml": f"{XML}<a/>"}),
    "odt: macros of an event": open_document("<office:scripts><script:event-listener/></office:scripts>"),
    "odt: OLE object": open_document(extra={"Object 1": OLE}),
    "odt: OLE object by name": open_document('<draw:object-ole xlink:href="./Object 1"/>'),
    "odt: text of another machine": open_document('<text:section-source xlink:href="https://example.org/a.odt"/>'),
    "odt: picture of a share": open_document('<draw:image xlink:href="file://host/share/a.png"/>'),
    "odt: DDE": open_document('<text:dde-connection-decl office:name="a"/>'),
    "odp: program of a slide": open_document('<presentation:event-listener presentation:action="execute"/>'),
}
ORDINARY = {
    "link to a site": office("docx", rels("hyperlink", "https://example.org")),
    "template on the author's disk": office("docx", rels("attachedTemplate", "file:///C:\\Templates\\Отчёт.dotx")),
    "template by name": office("docx", rels("attachedTemplate", "Normal.dotm")),
    "picture pasted from a site": office("docx", rels("image", "https://example.org/a.png")),
    "words of a field": office("docx", {"word/document.xml": word("<w:p>DDE</w:p>" + field(' PAGE "DDE" '))}),
    "chart with figures": with_chart(files.book_of_figures()),
    "scrambled font": office("docx", {"word/fonts/font1.odttf": b"MZ" + b"\0" * 99}),
    "someone's data in UTF-16": office("docx", {"customXml/item1.xml": "<?xml version='1.0'?><а/>".encode("utf-16")}),
    "odt: link and picture of a site": open_document(
        '<text:a xlink:href="https://example.org"/><draw:image xlink:href="https://example.org/a.png"/>'
    ),
}


@pytest.mark.parametrize("content", ACTIVE.values(), ids=ACTIVE)
def test_document_that_does_something_is_refused(refusal: Refuses, content: bytes) -> None:
    answer = refusal(content, "документ")

    assert (answer.code, answer.status) == ("OFFICE_ACTIVE", 422)


@pytest.mark.parametrize("content", ORDINARY.values(), ids=ORDINARY)
def test_ordinary_document_is_kept_as_it_came(attach: Attaches, content: bytes) -> None:
    assert attach(content, "документ").content.read() == content


def test_macro_document_under_its_own_name_gets_advice(refusal: Refuses) -> None:
    assert ".docx" in refusal(office("docx"), "приказ.docm").hint


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (office("docx", {"word/media/a.bmp": b"\0" * 30_000_000}), "ZIP_TOO_LARGE"),
        (lying(office("docx", {"word/media/a.bmp": b"\0" * 900_000}), "word/media/a.bmp", 10), "ZIP_TOO_LARGE"),
        (office("docx", {f"word/media/{number}": b"" for number in range(3_001)}), "ZIP_PARTS"),
        (office("docx", {"word/DOCUMENT.xml": word()}), "ZIP_DUPLICATE"),
        (office("docx", {"../../evil": b"x"}), "ZIP_PATH"),
        (office("docx", {"word/document.xml": f"{XML}<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}), "XML_DTD"),
        (open_document(extra={"styles.xml": f"{XML}<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}), "XML_DTD"),
        (office("docx", {"word/document.xml": word()[:-20]}), "FILE_DAMAGED"),
        (open_document("<unclosed>"), "FILE_DAMAGED"),
        (office("docx")[:-30], "FILE_DAMAGED"),
        (office("docx")[:200], "FILE_DAMAGED"),
        (packed({"[Content_Types].xml": f"{XML}<Types/>"}), "FILE_DAMAGED"),
        (open_document(kind="graphics"), "TYPE_FORBIDDEN"),
        (
            open_document(extra={"META-INF/manifest.xml": f"{XML}<a><encryption-data/></a>"}),
            "OFFICE_ENCRYPTED",
        ),
    ],
)
def test_broken_and_swelling_documents_end_in_their_code(refusal: Refuses, content: bytes, code: str) -> None:
    answer = refusal(content, "документ")

    assert answer.code == code
    assert "книг" not in answer.message + answer.hint


def test_bomb_inside_the_book_of_a_chart_is_counted(refusal: Refuses) -> None:
    bomb = files.book_of_figures({"xl/media/a.bmp": b"\0" * 30_000_000})

    assert refusal(with_chart(bomb), "отчёт.docx").code == "ZIP_TOO_LARGE"


def test_limits_of_the_caller_hold(refusal: Refuses) -> None:
    assert refusal(office("docx"), "отчёт.docx", limits=UploadLimits(zip_parts=2)).code == "ZIP_PARTS"
