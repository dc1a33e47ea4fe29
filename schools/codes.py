"""Check digits and shapes of the codes that schools go by. Pure functions of text."""

import re

FISOKO_LOGIN = re.compile(r"(?:sch|edu)\d{6}", re.ASCII)
"""Login in ФИС ОКО: «sch» until about 2021, then «edu»; the first two digits are the region (domain §3.1)."""

RIS_CODE = re.compile(r"\d{3,12}", re.ASCII)
"""School code in РИС ГИА; its first three digits are the code of the municipality (domain §3.1)."""

_INN10 = (2, 4, 10, 3, 5, 9, 4, 6, 8)


def is_ogrn(text: str) -> bool:
    """Whether the text is a legal person's ОГРН: 13 digits, the last is (first twelve mod 11) mod 10.

    Rule: order of the Ministry of Finance on keeping the ЕГРЮЛ, structure of the ОГРН.
    """
    return len(text) == 13 and _digits(text) and int(text[:12]) % 11 % 10 == int(text[12])


def is_inn(text: str) -> bool:
    """Whether the text is an organisation's ИНН: 10 digits, the last is the weighted sum mod 11 mod 10."""
    if len(text) != 10 or not _digits(text):
        return False
    return sum(weight * int(digit) for weight, digit in zip(_INN10, text[:9], strict=True)) % 11 % 10 == int(text[9])


def is_fisoko_login(text: str) -> bool:
    return FISOKO_LOGIN.fullmatch(text) is not None


def is_ris_code(text: str) -> bool:
    return RIS_CODE.fullmatch(text) is not None


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
