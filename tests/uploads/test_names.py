"""Names of attached files (catalogue U11): shown without tricks, never on the disk."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shnor_portal.common.refusals import Refusal
from shnor_portal.uploads.names import MAX_BYTES, MAX_CHARS, random_name, sent_name
from tests.uploads import files
from tests.uploads.conftest import Refuses


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("..\\..\\windows\\отчёт.PDF", "отчёт.pdf"),
        ("con.pdf", "_con.pdf"),
        ("LPT1.отчёт.pdf", "_LPT1.отчёт.pdf"),
        ("отчёт\0\r\nSet-Cookie: a=b.pdf", "отчёт Set-Cookie_ a=b.pdf"),
        ("отчёт\u202efdp.pdf", "отчётfdp.pdf"),
        (unicodedata.normalize("NFD", "Ёлка й.pdf"), "Ёлка й.pdf"),
        ("  приказ \u00a0 № 5 .pdf . ", "приказ № 5.pdf"),
        ("день 😀.pdf", "день 😀.pdf"),
        ('а<б>:"в|г?*.pdf', "а_б___в_г__.pdf"),
        ("отчёт.docx.pdf", "отчёт.docx.pdf"),
        ("снимок.JPEG", "снимок.jpg"),
    ],
)
def test_name_is_shown_without_tricks(raw: str, shown: str) -> None:
    name = sent_name(raw)

    assert name.shown(name.extension) == shown


@pytest.mark.parametrize("raw", [None, "", "...", ". .", "\u202e.pdf", ".pdf", "???.pdf", "../..", "\0\r\n"])
def test_hopeless_name_is_refused(raw: str | None) -> None:
    with pytest.raises(Refusal) as caught:
        sent_name(raw)

    assert caught.value.code == "NAME_BAD"


@pytest.mark.parametrize(
    "name", ["приказ.pdf.exe", "приказ.exe.pdf", "фото.jpg.js", "фото.scr .jpg", "отчёт\u202efdp.exe", "отчёт.exe."]
)
def test_double_extension_hides_no_program(refusal: Refuses, name: str) -> None:
    assert refusal(files.pdf(), name).code == "TYPE_FORBIDDEN"


def shown_or_refused(raw: str, extension: str) -> str:
    """The name as it is shown, or the code it is refused with."""
    try:
        return sent_name(raw).shown(extension)
    except Refusal as refused:
        return refused.code


@given(st.text(max_size=300), st.sampled_from(["pdf", "docx", "txt"]))
def test_any_name_is_harmless_or_refused(raw: str, extension: str) -> None:
    shown = shown_or_refused(raw, extension)

    assert shown == "NAME_BAD" or shown.endswith(f".{extension}")
    assert shown.isprintable()
    assert len(shown) <= MAX_CHARS
    assert len(shown.encode()) <= MAX_BYTES
    assert not set(shown) & set('/\\<>:"|?*')


def test_name_on_the_disk_holds_nothing_of_the_sender() -> None:
    first, second = random_name("evidence"), random_name("evidence")

    assert first.startswith("evidence/")
    assert first != second
    assert len(first) < 100
    assert set(first) <= set("abcdefghijklmnopqrstuvwxyz0123456789/")
