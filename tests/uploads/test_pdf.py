"""PDF files (catalogue U4, U7): kept byte for byte, or refused when they can do more than be read."""

import io
import zlib

import pytest
from pypdf import PdfWriter

from shnor_portal.common.pdf import render_pdf
from shnor_portal.uploads.limits import UploadLimits
from tests.imports.reader.books import packed
from tests.uploads import files
from tests.uploads.conftest import Attaches, Refuses

ACTIVE = {
    "JavaScript when opened": files.pdf(root=b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"),
    "JavaScript of its own object": files.pdf(
        b"<</S /JavaScript /JS 5 0 R>>", b"(app.alert)", root=b"/OpenAction 4 0 R"
    ),
    "spelt with numbers": files.pdf(root=b"/OpenAction<</#53/Java#53cript/J#53(1)>>"),
    "name told by another object": files.pdf(b"/Launch", root=b"/OpenAction<</S 4 0 R/F(cmd.exe)>>"),
    "split by a comment": files.pdf(root=b"/OpenAction<</S%\n/Launch/F(cmd.exe)>>"),
    "of a page": files.pdf(page=files.PAGE[:-2] + b"/AA<</O<</S/Launch/Win<</F(cmd.exe)>>>>>>>>"),
    "names of scripts": files.pdf(root=b"/Names<</JavaScript<</Names[(a) 4 0 R]>>>>"),
    "embedded file": files.pdf(b"<</Type/Filespec/F(a.exe)/EF<</F 5 0 R>>>>", root=b"/AF[4 0 R]"),
    "file hung on a page": files.pdf(page=files.PAGE[:-2] + b"/Annots[<</Subtype/FileAttachment>>]>>"),
    "form XFA": files.pdf(root=b"/AcroForm<</XFA[(a) 4 0 R]>>"),
    "sends a form": files.pdf(root=b"/OpenAction<</S/SubmitForm/F(http://example.org)>>"),
    "opens another file": files.pdf(root=b"/OpenAction<</S/GoToR/F(\\\\\\\\host\\\\share)>>"),
    "video": files.pdf(page=files.PAGE[:-2] + b"/Annots[<</Subtype/RichMedia>>]>>"),
}


def written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def locked(password: str, algorithm: str) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt(password, "owner", algorithm=algorithm)
    return written(writer)


def hidden_in_object_stream(body: bytes) -> bytes:
    """The action lies packed in an object stream, and the table of references is a stream too."""
    packed_objects = zlib.compress(b"4 0 " + body)
    stream = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (
        len(packed_objects),
        packed_objects,
    )
    start = files.pdf(b"null", stream, root=b"/OpenAction 4 0 R")
    head = start[: start.rindex(b"xref\n0")]
    places = {number: head.index(b"\n%d 0 obj" % number) + 1 for number in (1, 2, 3, 5)}
    rows = b"\x00\x00\x00\x00\xff"
    for number in (1, 2, 3):
        rows += b"\x01" + places[number].to_bytes(3, "big") + b"\x00"
    rows += b"\x02" + (5).to_bytes(3, "big") + b"\x00"
    rows += b"\x01" + places[5].to_bytes(3, "big") + b"\x00"
    rows += b"\x01" + len(head).to_bytes(3, "big") + b"\x00"
    return (
        head
        + b"6 0 obj\n<</Type/XRef/Size 7/W[1 3 1]/Root 1 0 R/Length %d>>stream\n%s\nendstream\nendobj\n"
        % (
            len(rows),
            rows,
        )
        + b"startxref\n%d\n%%%%EOF\n" % len(head)
    )


def test_printed_document_is_kept_as_it_came(attach: Attaches) -> None:
    page = "<h1>Отчёт</h1><p><a href='https://ru.wikipedia.org/wiki/JavaScript'>ссылка</a></p>"
    content = render_pdf(page, stylesheet="").data
    accepted = attach(content, "отчёт.pdf")

    assert accepted.content.read() == content
    assert accepted.pages == 1


@pytest.mark.parametrize("content", ACTIVE.values(), ids=ACTIVE)
def test_pdf_that_does_something_is_refused(refusal: Refuses, content: bytes) -> None:
    answer = refusal(content, "отчёт.pdf")

    assert (answer.code, answer.status) == ("PDF_ACTIVE", 422)
    assert "PDF" in answer.hint


@pytest.mark.parametrize(
    "body", [b"<</S/JavaScript/JS(1)>>", b"<</S/GoTo/S/Launch/F(cmd)>>", b"<</S/Launch/S/GoTo/F(cmd)>>"]
)
def test_action_packed_in_a_stream_is_found(refusal: Refuses, body: bytes) -> None:
    """Also behind a key that stands twice: readers differ in which of the two they believe."""
    assert refusal(hidden_in_object_stream(body), "отчёт.pdf").code == "PDF_ACTIVE"


def test_action_that_no_table_lists_is_found(refusal: Refuses) -> None:
    """A reader that mends files finds such an object."""
    content = files.pdf()
    at = content.rindex(b"xref\n0")
    stray = b"9 0 obj\n<</S/JavaScript/JS(1)>>\nendobj\n"
    shifted = content[:at] + stray + content[at:].replace(b"startxref\n%d" % at, b"startxref\n%d" % (at + len(stray)))

    assert refusal(shifted, "отчёт.pdf").code == "PDF_ACTIVE"


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
@pytest.mark.parametrize("password", ["", "secret"])
def test_locked_pdf_is_told(refusal: Refuses, password: str, algorithm: str) -> None:
    assert refusal(locked(password, algorithm), "отчёт.pdf").code == "PDF_ENCRYPTED"


@pytest.mark.parametrize(
    "content",
    [
        files.pdf()[:-40],
        files.pdf()[:100],
        files.pdf().replace(b"startxref\n", b"startxref\n9"),
        files.pdf().replace(b"/Root 1 0 R", b"/Root 7 0 R"),
        files.pdf(pages=b"<</Type/Pages/Kids[]/Count 0>>"),
        files.pdf(pages=b"(not a tree)"),
        b"%PDF-1.7\n",
        b"%PDF-" + bytes(range(256)) * 20,
    ],
)
def test_damaged_pdf_is_told(refusal: Refuses, content: bytes) -> None:
    assert refusal(content, "отчёт.pdf").code == "FILE_DAMAGED"


def test_pages_are_counted_up_to_the_limit(attach: Attaches, refusal: Refuses) -> None:
    writer = PdfWriter()
    for _ in range(20):
        writer.add_blank_page(100, 100)

    assert attach(written(writer), "книга.pdf").pages == 20
    assert refusal(written(writer), "книга.pdf", limits=UploadLimits(pdf_pages=19)).code == "PAGES_TOO_MANY"


@pytest.mark.parametrize("kids", [b"2 0 R", b"2 0 R 2 0 R 3 0 R"])
def test_tree_of_pages_inside_itself_ends(refusal: Refuses, kids: bytes) -> None:
    content = files.pdf(pages=b"<</Type/Pages/Kids[" + kids + b"]/Count 1000000>>")

    assert refusal(content, "книга.pdf").code == "PAGES_TOO_MANY"


def test_document_that_is_an_archive_too_is_refused(refusal: Refuses) -> None:
    archive = packed({"evil.exe": "MZ"})

    assert refusal(files.pdf() + archive, "отчёт.pdf").code == "TYPE_MISMATCH"
    assert refusal(archive + files.pdf(), "отчёт.pdf").code == "TYPE_MISMATCH"


def test_deep_nesting_ends_in_one_code(refusal: Refuses) -> None:
    content = files.pdf(b"[" * 50_000 + b"]" * 50_000)

    assert refusal(content, "отчёт.pdf").code in ("FILE_DAMAGED", "MEMORY_LIMIT")
