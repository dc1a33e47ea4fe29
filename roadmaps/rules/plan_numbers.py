"""Printed numbers of a plan: Roman for sections, «2.3» for measures."""

_ROMAN = (
    (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def roman(number: int) -> str:
    """A positive number below four hundred.

    >>> roman(14)
    'XIV'
    """
    said = ""
    for value, sign in _ROMAN:
        said += sign * (number // value)
        number %= value
    return said
