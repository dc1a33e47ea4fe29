"""Exact figures of shares: two integers until the moment of printing, compared without rounding.

A share is a numerator and a denominator (failed of participants). Thresholds are percentages and may
be fractional («28,5»), so they are held as `Fraction`: 27 participants with 8 failures are 29.63 %,
which no comparison here takes for 30 %.
"""

import math
import operator
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal

NBSP = "\u00a0"
MINUS = "\u2212"

Comparison = Literal[">=", ">", "<=", "<"]
Percent = int | float | str | Decimal | Fraction

_OPERATORS: dict[str, Callable[[int, int], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
}
COMPARISON_SIGN: dict[str, str] = {">=": "≥", ">": ">", "<=": "≤", "<": "<"}
OPPOSITE_SIGN: dict[str, str] = {">=": "<", ">": "≤", "<=": ">", "<": "≥"}
_PLACES_LIMIT = 12


def exact(percent: Percent) -> Fraction:
    """A threshold as written by a person («28,5», 28.5, Decimal) as an exact fraction of percent.

    A float is read as it prints, so 28.5 and 0.1 mean what was typed. Raises ValueError on anything
    that is not a finite number.
    """
    if isinstance(percent, Fraction):
        return percent
    return Fraction(str(percent).strip().replace(",", "."))


def compare_share(numerator: int, denominator: int, op: Comparison, threshold: Percent) -> bool:
    """Whether numerator/denominator, in percent, stands in relation `op` to the threshold.

    >>> compare_share(3, 10, ">=", 30), compare_share(8, 27, ">=", 30)
    (True, False)
    """
    _require_share(numerator, denominator)
    limit = exact(threshold)
    return _OPERATORS[op](100 * numerator * limit.denominator, limit.numerator * denominator)


def pupils_to_flip(numerator: int, denominator: int, op: Comparison, threshold: Percent) -> int | None:
    """How many of the denominator would have to change sides for the comparison to turn over.

    Of 62 participants with 31 failures and «≥ 30 %», 13 more passes are needed. None when no count of
    the same participants turns it over (a threshold of 0 %, say).

    >>> pupils_to_flip(31, 62, ">=", 30), pupils_to_flip(8, 27, ">=", 30)
    (13, 1)
    """
    _require_share(numerator, denominator)
    first_above = _first_above(denominator, op, exact(threshold))
    target = first_above - 1 if numerator >= first_above else first_above
    return abs(target - numerator) if 0 <= target <= denominator else None


def _first_above(denominator: int, op: Comparison, limit: Fraction) -> int:
    """The smallest numerator on the upper side of the threshold, whichever side `op` asks for."""
    bound = limit * denominator / 100
    return math.ceil(bound) if op in (">=", "<") else math.floor(bound) + 1


def format_decimal(value: Fraction, places: int) -> str:
    """Write a number with a decimal comma, half rounded away from zero: 0.05 with one place is «0,1»."""
    scaled = abs(value) * 10**places
    digits = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    whole, rest = divmod(digits, 10**places)
    sign = MINUS if value < 0 and digits else ""
    return f"{sign}{whole},{rest:0{places}d}" if places else f"{sign}{whole}"


def format_percent(numerator: int, denominator: int, places: int = 1, beside: Percent | None = None) -> str:
    """«50,0 %» with a no-break space.

    With `beside` (the threshold printed next to it) decimals are added while rounding would make the
    two look equal although they are not: 2996 of 10000 beside 30 is «29,96 %» and never «30,0 %».
    """
    _require_share(numerator, denominator)
    value = Fraction(100 * numerator, denominator)
    if beside is not None and value != exact(beside):
        limit = exact(beside)
        while places < _PLACES_LIMIT and format_decimal(value, places) == format_decimal(limit, places):
            places += 1
    return f"{format_decimal(value, places)}{NBSP}%"


def format_fraction(numerator: int, denominator: int, places: int = 3, *, trim: bool = False) -> str:
    """The share as a fraction of one, «0,045»; with `trim` without trailing zeros, «0,2» and «1»."""
    _require_share(numerator, denominator)
    text = format_decimal(Fraction(numerator, denominator), places)
    return text.rstrip("0").rstrip(",") if trim and "," in text else text


def format_threshold(threshold: Percent) -> str:
    """«30 %», «28,5 %»: a threshold as a person would write it, with no digit lost."""
    limit = exact(threshold)
    places = 0
    while places < _PLACES_LIMIT and (limit * 10**places).denominator != 1:
        places += 1
    return f"{format_decimal(limit, places)}{NBSP}%"


def plural(count: int, one: str, few: str, many: str) -> str:
    """The Russian form of a noun after a number: 1 школа, 3 школы, 11 школ."""
    tens, units = abs(count) % 100, abs(count) % 10
    if units == 1 and tens != 11:
        return one
    return few if units in (2, 3, 4) and tens not in (12, 13, 14) else many


@lru_cache(maxsize=65536)
def clopper_pearson(successes: int, trials: int, confidence: float = 0.95) -> tuple[float, float]:
    """Exact (Clopper–Pearson 1934) interval of a share, both ends within 0…1.

    Says how far a share of few pupils can be trusted: 3 of 10 gives 6.7–65.2 %. Raises ValueError
    unless 0 ≤ successes ≤ trials, trials > 0 and 0.5 ≤ confidence < 1.
    """
    _require_share(successes, trials)
    if successes > trials or not 0.5 <= confidence < 1:
        raise ValueError((successes, trials, confidence))
    tail = (1 - confidence) / 2
    return _lower_bound(successes, trials, tail), 1.0 - _lower_bound(trials - successes, trials, tail)


def interval_covers(successes: int, trials: int, threshold: Percent) -> bool:
    """Whether the 95 % interval reaches over the threshold: the verdict is then «пограничный»."""
    low, high = clopper_pearson(successes, trials)
    return low <= float(exact(threshold)) / 100 <= high


def _lower_bound(successes: int, trials: int, tail: float) -> float:
    """The share at which `successes` or more has probability `tail`: Newton kept inside a bracket."""
    if successes == 0:
        return 0.0
    if successes == trials:
        return tail ** (1 / trials)
    log_ways = math.lgamma(trials + 1) - math.lgamma(successes + 1) - math.lgamma(trials - successes + 1)
    low, high = 0.0, successes / trials
    guess = high / 2
    for _ in range(200):
        mass = math.exp(log_ways + successes * math.log(guess) + (trials - successes) * math.log1p(-guess))
        excess = mass * _tail_ratio(successes, trials, guess) - tail
        low, high = (guess, high) if excess < 0 else (low, guess)
        step = guess - excess * guess / (successes * mass) if mass else low
        following = step if low < step < high else (low + high) / 2
        if abs(following - guess) <= 1e-14:
            return following
        guess = following
    return guess


def _tail_ratio(successes: int, trials: int, share: float) -> float:
    """P(X ≥ successes) / P(X = successes) for a share below successes/trials, where terms only fall."""
    total = term = 1.0
    odds = share / (1 - share)
    for count in range(successes, trials):
        term *= (trials - count) / (count + 1) * odds
        total += term
        if term < total * 1e-17:
            break
    return total


def _require_share(numerator: int, denominator: int) -> None:
    if denominator <= 0 or numerator < 0:
        raise ValueError(f"not a share: {numerator} of {denominator}")
