"""Kinds of files (catalogue U1-U3, U9, U12): told by content, whatever the name and the browser say."""

import io
import zipfile

import pytest

from shnor_portal.uploads.accept import accept_upload
from shnor_portal.uploads.kinds import DOCX, JPG, PDF, PNG
from shnor_portal.uploads.limits import UploadLimits
from tests.imports.reader.books import ole, packed
from tests.uploads import files
from tests.uploads.conftest import Attaches, Refuses

PROGRAM = b"MZ\x90\0" + b"\0" * 200
LNK = b"\x4c\0\0\0\x01\x14\x02\0" + b"\0" * 68
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>1</script></svg>'
XSLT = b'<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="a.xsl"?><a/>'
MHTML = b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<html>"
ZIP = packed({"file.txt": "text"})


def nested(depth: int) -> bytes:
    content = b"text"
    for _ in range(depth):
        content = packed({"inner.zip": content})
    return content


def with_link() -> bytes:
    out = io.BytesIO()
    entry = zipfile.ZipInfo("link")
    entry.external_attr = 0o120777 << 16
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("отчёт.pdf", files.pdf(), "application/pdf"),
        ("приказ.docx", files.office("docx"), DOCX.content_type),
        ("сводка.xlsx", files.office("xlsx"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (
            "доклад.pptx",
            files.office("pptx"),
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ),
        ("приказ.odt", files.open_document(), "application/vnd.oasis.opendocument.text"),
        ("сводка.ods", files.open_document(kind="spreadsheet"), "application/vnd.oasis.opendocument.spreadsheet"),
        ("доклад.odp", files.open_document(kind="presentation"), "application/vnd.oasis.opendocument.presentation"),
        ("фото.jpg", files.picture(), "image/jpeg"),
        ("схема.png", files.picture("PNG"), "image/png"),
        ("снимок.webp", files.picture("WEBP"), "image/webp"),
        ("список.txt", "Список участников\r\n".encode("cp1251"), "text/plain"),
        ("список.txt", "Список".encode("utf-16"), "text/plain"),
    ],
)
def test_what_schools_attach_is_taken(attach: Attaches, name: str, content: bytes, kind: str) -> None:
    accepted = attach(content, name)

    assert (accepted.name, accepted.content_type) == (name, kind)
    assert accepted.size == len(accepted.content.read())


PROGRAMS = ["setup.exe", "run.bat", "macro.js", "job.ps1", "link.lnk", "tool.jar", "game.apk", "disk.iso"]


@pytest.mark.parametrize("name", PROGRAMS)
def test_programs_are_refused_by_name(refusal: Refuses, name: str) -> None:
    assert refusal(PROGRAM, name).code == "TYPE_FORBIDDEN"


@pytest.mark.parametrize("content", [PROGRAM, LNK, b"\x7fELF" + b"\0" * 90, b"#!/bin/sh\nrm", ZIP, SVG, b"{\\rtf1"])
@pytest.mark.parametrize("name", ["приказ.pdf", "фото.jpg", "список.txt"])
def test_renamed_thing_is_named_for_what_it_is(refusal: Refuses, content: bytes, name: str) -> None:
    answer = refusal(content, name)

    assert (answer.code, answer.status) == ("TYPE_MISMATCH", 422)
    assert f".{name[-3:]}" in answer.message


@pytest.mark.parametrize(
    "name", ["рисунок.svg", "страница.html", "страница.xhtml", "данные.xml", "письмо.mht", "a.htm"]
)
def test_markup_is_refused_by_name(refusal: Refuses, name: str) -> None:
    assert refusal(SVG, name).code == "TYPE_FORBIDDEN"


@pytest.mark.parametrize(
    "content", [SVG, XSLT, MHTML, b"<html><script>", b" \n<!DOCTYPE html>", b"\xef\xbb\xbf<!-- -->"]
)
@pytest.mark.parametrize("name", ["фото.png", "список.txt"])
def test_markup_hides_under_no_other_name(refusal: Refuses, content: bytes, name: str) -> None:
    assert refusal(content, name).code == "TYPE_MISMATCH"


@pytest.mark.parametrize("name", ["всё.zip", "всё.rar", "всё.7z", "всё.tar.gz"])
def test_archives_are_refused_with_advice(refusal: Refuses, name: str) -> None:
    answer = refusal(ZIP, name)

    assert answer.code == "TYPE_FORBIDDEN"
    assert "Распакуйте" in answer.hint


@pytest.mark.parametrize(
    ("content", "code"), [(ZIP, "TYPE_FORBIDDEN"), (nested(5), "TYPE_FORBIDDEN"), (with_link(), "ZIP_PATH")]
)
def test_archive_named_as_a_document_is_refused(refusal: Refuses, content: bytes, code: str) -> None:
    assert refusal(content, "приказ.docx").code == code


def test_old_word_file_gets_advice_and_a_locked_one_its_reason(refusal: Refuses) -> None:
    assert ".docx" in refusal(ole("WordDocument"), "приказ.doc").hint
    assert refusal(ole("WordDocument"), "приказ.docx").code == "TYPE_MISMATCH"
    assert refusal(ole("EncryptedPackage"), "приказ.docx").code == "OFFICE_ENCRYPTED"


def test_document_under_the_name_of_another_is_told(refusal: Refuses) -> None:
    answer = refusal(files.office("xlsx"), "приказ.docx")

    assert answer.code == "TYPE_MISMATCH"
    assert ".xlsx" in answer.hint


@pytest.mark.parametrize("declared", ["text/html", "application/x-msdownload", "", None])
def test_declared_type_decides_nothing(declared: str | None) -> None:
    assert accept_upload(files.sent(files.pdf(), "отчёт.pdf", declared)).content_type == "application/pdf"


def test_file_without_extension_gets_the_one_of_its_content(attach: Attaches, refusal: Refuses) -> None:
    assert attach(files.pdf(), "Приказ от 01.09.2025").name == "Приказ от 01.09.2025.pdf"
    assert refusal(PROGRAM, "программа").code == "TYPE_FORBIDDEN"


def test_place_that_takes_pictures_takes_no_document(attach: Attaches, refusal: Refuses) -> None:
    assert attach(files.picture(), "фото.jpg", kinds=(JPG, PNG)).extension == "jpg"
    assert refusal(files.pdf(), "фото.pdf", kinds=(JPG, PNG)).code == "TYPE_FORBIDDEN"
    assert refusal(files.picture("WEBP"), "фото.jpg", kinds=(JPG, PNG)).code == "TYPE_FORBIDDEN"
    assert refusal(files.pdf(), "фото.jpg", kinds=(JPG, PNG)).code == "TYPE_MISMATCH"
    assert attach(files.pdf(), "приказ", kinds=(PDF,)).extension == "pdf"


def test_empty_file_is_told(refusal: Refuses) -> None:
    assert refusal(b"", "приказ.pdf").code == "FILE_EMPTY"


def test_size_is_taken_up_to_the_limit_and_not_a_byte_further(attach: Attaches, refusal: Refuses) -> None:
    limits = UploadLimits(file_bytes=1000)

    assert attach(b"a" * 1000, "список.txt", limits=limits).size == 1000
    answer = refusal(b"a" * 1001, "список.txt", limits=limits)
    assert (answer.code, answer.status) == ("FILE_TOO_LARGE", 413)


def test_installation_sets_the_limit(refusal: Refuses, settings) -> None:
    settings.UPLOAD_FILE_BYTES = 3 * 1024 * 1024
    answer = refusal(b"a" * (3 * 1024 * 1024 + 1), "список.txt")

    assert "3 МБ" in answer.message


@pytest.mark.parametrize("content", [bytes(range(256)) * 4, "нуль\0".encode(), b"\xff\xfe\x00\xd8"])
def test_bytes_named_text_are_no_text(refusal: Refuses, content: bytes) -> None:
    assert refusal(content, "список.txt").code in ("TYPE_MISMATCH", "FILE_DAMAGED")
