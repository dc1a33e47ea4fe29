"""Days and intervals written shortly."""

from datetime import date

from roadmaps.periods import Interval


def days(*written: str) -> tuple[date, ...]:
    return tuple(map(date.fromisoformat, written))


def spans(*written: str) -> tuple[Interval, ...]:
    """«2020-11-01 2020-12-31» as an interval."""
    return tuple(Interval(*days(*pair.split())) for pair in written)
