"""How much a city and a person may still attach. The caller counts, under its lock; this only judges."""

from django.conf import settings

from shnor_portal.common.refusals import Refusal
from shnor_portal.imports.reader.limits import MIB
from shnor_portal.uploads.limits import QuotaLimits


def configured_quota() -> QuotaLimits:
    """The quota of this installation."""
    return QuotaLimits(settings.UPLOAD_QUOTA_BYTES_PER_CITY, settings.UPLOAD_FILES_PER_DAY_PER_USER)


def check_quota(used_bytes: int, used_files: int, new_bytes: int, limits: QuotaLimits | None = None) -> None:
    """Whether one more file of `new_bytes` fits. Raises Refusal QUOTA (409).

    `used_bytes` is what the city keeps already, `used_files` what this person has attached today.
    """
    limits = limits or configured_quota()
    if used_files >= limits.files_per_day:
        raise Refusal(
            "QUOTA", f"Сегодня вы приложили уже {used_files} файлов, больше в день нельзя.", "Продолжите завтра."
        )
    if used_bytes + new_bytes > limits.bytes_per_city:
        left = max(0, limits.bytes_per_city - used_bytes) // MIB
        raise Refusal(
            "QUOTA",
            f"Место города для файлов кончилось: осталось {left} МБ.",
            "Приложите ссылку вместо файла или попросите администратора портала увеличить место.",
        )
