"""When a refused delivery is tried again: a minute later, then ever more seldom, ten tries over a day and a half."""

from datetime import timedelta

MOST_ATTEMPTS = 10
FIRST = timedelta(minutes=1)
LONGEST = timedelta(hours=24)
JITTER = 0.2
_GROWTH = (LONGEST / (1 + JITTER) / FIRST) ** (1 / (MOST_ATTEMPTS - 2))


def delay_after(attempt: int, chance: float) -> timedelta:
    """How long to wait after the try number `attempt` (from one) has failed.

    `chance` in [0, 1) spreads by a fifth those who failed together, so that they do not come back together. The waits
    grow evenly, so that the ninth, the last before the tenth try, is twenty hours to a day.
    """
    even = FIRST * _GROWTH ** (attempt - 1)
    return min(even * (1 + JITTER * chance), LONGEST)
