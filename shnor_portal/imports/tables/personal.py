"""Telling personal data by the title of a column or the look of a value (152-ФЗ; domain §8, «minors' data»)."""

import re

from shnor_portal.common.text import header_skeleton

_TITLES: dict[str, str] = {
    "фио": "ФИО",
    "фамилияимяотчество": "ФИО",
    "фамилия": "фамилия",
    "имя": "имя",
    "отчество": "отчество",
    "снилс": "СНИЛС",
    "телефон": "телефон",
    "электроннаяпочта": "электронная почта",
    "адресэлектроннойпочты": "электронная почта",
    "датарождения": "дата рождения",
    "паспорт": "паспорт",
    "серияпаспорта": "паспорт",
    "номерпаспорта": "паспорт",
    "сериядокумента": "документ",
    "номердокумента": "документ",
    "документ": "документ",
    "адреспроживания": "адрес",
    "домашнийадрес": "адрес",
}
_LATIN = {"surname": "фамилия", "surnamecell": "фамилия", "namecell": "имя", "secondnamecell": "отчество",
          "documentseriescode": "документ", "documentnumbercode": "документ", "email": "электронная почта",
          "snils": "СНИЛС", "phone": "телефон", "birthdate": "дата рождения"}  # fmt: skip


def _joined(title: str) -> str:
    return "".join(char for char in header_skeleton(title) if char.isalnum())


_KINDS = {_joined(title): kind for title, kind in (_TITLES | _LATIN).items()}
_STARTS = tuple(_joined(t) for t in ("фио", "фамилия", "снилс", "телефон", "датарождения", "паспорт"))

_NAME = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+(?:[А-ЯЁ][а-яё]+|[А-ЯЁ]\.)(?:\s*(?:[А-ЯЁ][а-яё]+|[А-ЯЁ]\.))?")
_SNILS = re.compile(r"\d{3}-\d{3}-\d{3}[\s-]\d{2}")
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.\w+")
_PHONE = re.compile(r"(?:\+7|8)[\s(-]*\d{3}[\s)-]*\d{3}[\s-]?\d{2}[\s-]?\d{2}")


def personal_kind(title: str) -> str:
    """What personal data a column of this title holds (Russian), or an empty string."""
    skeleton = _joined(title)
    if not skeleton:
        return ""
    known = _KINDS.get(skeleton)
    if known:
        return known
    start = next((s for s in _STARTS if skeleton.startswith(s)), "")
    return _KINDS.get(start, "")


def looks_personal(text: str) -> bool:
    """Whether a value reads as a person's name, СНИЛС, e-mail or telephone."""
    return any(pattern.fullmatch(text.strip()) for pattern in (_NAME, _SNILS, _EMAIL, _PHONE))
