"""Hostile bytes (catalogue U5, U7, U14, U15): whatever they do to a parser, one answer comes and nothing is kept."""

import tempfile
import zlib
from pathlib import Path

import pytest
from django.conf import settings as portal
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from shnor_portal.common.refusals import Refusal
from shnor_portal.uploads import guard
from shnor_portal.uploads.accept import AcceptedFile, accept_upload
from shnor_portal.uploads.limits import MIB, UploadLimits
from tests.uploads import files
from tests.uploads.conftest import Attaches, Refuses

DOUBLES = "tests.uploads.doubles"
SEEDS = [
    files.pdf(),
    files.picture("JPEG"),
    files.picture("PNG"),
    files.picture("WEBP"),
    files.office("docx"),
    files.open_document(),
]


def swelling_pdf(size: int) -> bytes:
    """A packed object stream that unfolds to so many bytes."""
    stream = zlib.compress(b"0 0 " + b" " * size)
    body = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(stream), stream)
    content = files.pdf(body)
    head = content[: content.rindex(b"xref\n0")]
    rows = b"\x00\x00\x00\x00\xff"
    for number in (1, 2, 3, 4):
        rows += b"\x01" + (head.index(b"\n%d 0 obj" % number) + 1).to_bytes(3, "big") + b"\x00"
    rows += b"\x02" + (4).to_bytes(3, "big") + b"\x00" + b"\x01" + len(head).to_bytes(3, "big") + b"\x00"
    table = b"6 0 obj\n<</Type/XRef/Size 7/W[1 3 1]/Root 1 0 R/Length %d>>stream\n%s\nendstream\nendobj\n"
    return head + table % (len(rows), rows) + b"startxref\n%d\n%%%%EOF\n" % len(head)


def test_child_can_open_nothing_and_knows_nothing(attach: Attaches, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_CHILD", f"{DOUBLES}.prying")
    found = attach(files.office("docx"), "приказ.docx").notes

    assert found == ("OSError", "OSError", "OSError", "[]", str(768 * MIB))


def test_parser_that_dies_damages_only_the_file(refusal: Refuses, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_CHILD", f"{DOUBLES}.aborting")

    assert refusal(files.pdf(), "приказ.pdf").code == "FILE_DAMAGED"
    assert refusal(files.picture(), "фото.jpg").code == "IMAGE_DAMAGED"


def test_our_own_mistake_is_not_laid_on_the_file(
    refusal: Refuses, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(guard, "_CHILD", f"{DOUBLES}.broken")
    answer = refusal(files.pdf(), "приказ.pdf")

    assert answer.code == "CHECK_FAILED"
    assert "no such module" in caplog.text
    assert "no such module" not in answer.message + answer.hint


@pytest.mark.parametrize(
    ("content", "name", "limits"),
    [
        (files.pdf(*[b"<</A[1 2 3 4 5 6 7 8 9]>>"] * 90_000), "книга.pdf", UploadLimits(cpu_seconds=1)),
        (files.pdf(), "книга.pdf", UploadLimits(wall_seconds=0)),
    ],
)
def test_file_that_takes_too_long_is_given_up(
    refusal: Refuses, content: bytes, name: str, limits: UploadLimits
) -> None:
    assert refusal(content, name, limits=limits).code == "CPU_LIMIT"


def test_pdf_that_swells_is_given_up(refusal: Refuses) -> None:
    assert refusal(swelling_pdf(200 * MIB), "книга.pdf").code == "MEMORY_LIMIT"


def test_picture_that_does_not_fit_is_given_up(refusal: Refuses) -> None:
    flat = files.picture("PNG", (9_000, 5_000), mode="RGBA")

    assert refusal(flat, "план.png", limits=UploadLimits(memory_bytes=256 * MIB)).code == "IMAGE_TOO_LARGE"


def test_nothing_is_saved_and_nothing_stays_behind(
    attach: Attaches, refusal: Refuses, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    attach(files.taken_outdoors(), "фото.jpg")
    attach(files.pdf(), "приказ.pdf")
    refusal(files.pdf()[:50], "приказ.pdf")
    refusal(b"", "приказ.pdf")

    assert list(temporary.iterdir()) == []
    assert not Path(portal.MEDIA_ROOT).exists()


def test_same_file_attached_twice_gives_two_files(attach: Attaches) -> None:
    """Two schools with the same paper share nothing: each keeps her own copy."""
    first, second = attach(files.pdf(), "приказ.pdf"), attach(files.pdf(), "приказ.pdf")

    assert first.sha256 == second.sha256
    assert first.content is not second.content
    assert first.content.read() == second.content.read()


def test_upload_that_was_read_before_is_read_from_its_start() -> None:
    upload = files.sent(files.pdf(), "приказ.pdf")
    upload.read()

    assert accept_upload(upload).content.read() == files.pdf()


def test_refusal_names_the_fingerprint_for_the_trail(refusal: Refuses) -> None:
    details = refusal(files.pdf()[:50], "приказ.pdf").details

    assert details["size"] == 50
    assert len(details["sha256"]) == 64


def spoilt(content: bytes, place: int, patch: bytes) -> bytes:
    at = place % max(1, len(content))
    return content[:at] + patch + content[at + len(patch) :]


ANY_BYTES = st.one_of(
    st.binary(max_size=2_000),
    st.builds(spoilt, st.sampled_from(SEEDS), st.integers(0, 10_000), st.binary(min_size=1, max_size=30)),
    st.builds(lambda seed, share: seed[: int(len(seed) * share)], st.sampled_from(SEEDS), st.floats(0, 1)),
    st.builds(lambda first, second: first + second, st.sampled_from(SEEDS), st.sampled_from(SEEDS)),
)
ANY_NAME = st.builds(
    lambda stem, end: f"{stem}а{end}",
    st.text(st.characters(exclude_characters="/\\"), max_size=20),
    st.sampled_from([".pdf", ".docx", ".odt", ".jpg", ".png", ".webp", ".txt", ""]),
)


@hypothesis_settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ANY_BYTES, ANY_NAME)
def test_any_bytes_under_any_name_are_taken_or_refused(content: bytes, name: str) -> None:
    answer = taken_or_refused(content, name)

    if isinstance(answer, AcceptedFile):
        assert answer.size == len(answer.content.read())
    else:
        assert answer.status in (413, 422)
        assert answer.code not in ("CHECK_FAILED", "CPU_LIMIT")


def taken_or_refused(content: bytes, name: str) -> AcceptedFile | Refusal:
    try:
        return accept_upload(files.sent(content, name))
    except Refusal as refused:
        return refused
