"""How much may be attached (catalogue U13), and how it is handed out again."""

from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from shnor_portal.common.refusals import Refusal
from shnor_portal.uploads.downloads import handed_out
from shnor_portal.uploads.limits import MIB, QuotaLimits
from shnor_portal.uploads.quota import check_quota

SMALL = QuotaLimits(bytes_per_city=10 * MIB, files_per_day=3)


@pytest.mark.parametrize(("used_bytes", "used_files", "new_bytes"), [(0, 0, 10 * MIB), (9 * MIB, 2, MIB), (0, 2, 0)])
def test_what_fits_is_taken(used_bytes, used_files, new_bytes):
    assert check_quota(used_bytes, used_files, new_bytes, SMALL) is None


@pytest.mark.parametrize(
    ("used_bytes", "used_files", "new_bytes", "words"),
    [
        (0, 3, 1, "Сегодня"),
        (10 * MIB, 0, 1, "осталось 0 МБ"),
        (8 * MIB, 0, 3 * MIB, "осталось 2 МБ"),
        (99 * MIB, 0, 1, "осталось 0 МБ"),
    ],
)
def test_what_does_not_fit_is_told(used_bytes, used_files, new_bytes, words):
    with pytest.raises(Refusal) as caught:
        check_quota(used_bytes, used_files, new_bytes, SMALL)

    assert (caught.value.code, caught.value.status) == ("QUOTA", 409)
    assert words in caught.value.message


def test_installation_sets_the_quota(settings):
    settings.UPLOAD_FILES_PER_DAY_PER_USER = 5
    check_quota(0, 4, 1)

    with pytest.raises(Refusal):
        check_quota(0, 5, 1)


def kept(name: str, content_type: str) -> SimpleNamespace:
    stored = default_storage.save("attached/1", ContentFile(b"<script>"))
    file = SimpleNamespace(open=lambda mode: default_storage.open(stored, mode))
    return SimpleNamespace(file=file, original_name=name, content_type=content_type)


def test_file_is_handed_out_as_a_download_that_nothing_runs():
    answer = handed_out(kept("Приказ № 5.txt", "text/plain"))

    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content) == b"<script>"


def test_file_that_storage_lost_is_gone():
    row = kept("приказ.pdf", "application/pdf")
    default_storage.delete("attached/1")

    with pytest.raises(Refusal) as caught:
        handed_out(row)
    assert caught.value.code == "FILE_GONE"
