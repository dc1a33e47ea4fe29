"""Codes of invented schools, with check digits that pass (ОГРН and ИНН of a legal entity)."""

REGION = "99"  # no subject of the Federation has this number in ФИС ОКО logins
_INN_WEIGHTS = (2, 4, 10, 3, 5, 9, 4, 6, 8)


def ogrn(serial: int) -> str:
    """Thirteen digits; the last is the remainder of the first twelve by 11, its last digit."""
    head = f"102{REGION}{serial:07d}"
    return f"{head}{int(head) % 11 % 10}"


def inn(serial: int) -> str:
    """Ten digits of a legal entity; the last is the weighted sum of the first nine modulo 11, its last digit."""
    head = f"{REGION}00{serial:05d}"
    total = sum(weight * int(digit) for weight, digit in zip(_INN_WEIGHTS, head, strict=True))
    return f"{head}{total % 11 % 10}"


def fisoko_login(serial: int) -> str:
    """Login of ФИС ОКО as it is written now: `edu`, two digits of the region, four of the school."""
    return f"edu{REGION}{serial:04d}"


def old_fisoko_login(serial: int) -> str:
    """Login of the older form, `sch` and six digits."""
    return f"sch{REGION}{serial:04d}"
