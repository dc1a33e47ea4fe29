"""One line of a calendar: something due on a day, whatever it comes from."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices

from shnor_portal.common.numbers import plural
from shnor_portal.common.ui import Tone

SOON = timedelta(days=7)


class OccurrenceKind(TextChoices):
    """Where a line of the calendar comes from."""

    OBLIGATION = "obligation", "обязанность года"
    ROADMAP = "roadmap", "сдача дорожной карты"
    MEASURE = "measure", "мероприятие школы"
    CITY_MEASURE = "city_measure", "мероприятие города"
    INTERVIEW = "interview", "собеседование"
    DECISION = "decision", "решение собеседования"
    REVIEW = "review", "ежемесячная экспертиза"
    CORRECTION = "correction", "корректировка"
    SUPPORT = "support", "поддержка школы"


@dataclass(frozen=True, slots=True)
class Tick:
    """An obligation that a person marks as done with her own hand; `school_id` is None for the department's."""

    obligation_id: int
    school_id: int | None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of the schools have done it, where one line stands for all of them."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Occurrence:
    """`day` is the term as it was written, `until` the last day in time: a term on a day off moves (ГК РФ, ст. 193).

    `key` names the line for good, whatever its title becomes. `page` is the name of a page, with the key of its row.
    `reminders` are days before the term when it has its own. `days_late` counts working days; `is_mine` says whether
    the person who looks must see to it.
    """

    key: str
    day: date
    until: date
    title: str
    kind: OccurrenceKind
    school: str = ""
    school_id: int | None = None
    page: tuple[str, int] | tuple[str] | None = None
    is_done: bool = False
    days_late: int = 0
    is_mine: bool = False
    tick: Tick | None = None
    tally: Tally | None = None
    reminders: tuple[int, ...] = ()

    @property
    def is_late(self) -> bool:
        return self.days_late > 0 and not self.is_done

    def tone(self, today: date) -> Tone:
        """The colour and shape of the line; the word beside it is `words`."""
        if self.is_done:
            return "good"
        if self.is_late:
            return "bad"
        return "warn" if today <= self.until <= today + SOON else "neutral"

    def words(self, today: date) -> str:
        """«выполнено», «просрочено на 3 рабочих дня», «сегодня», «осталось 5 дней», «впереди»."""
        if self.is_done:
            return "выполнено"
        if self.is_late:
            days = plural(self.days_late, "рабочий день", "рабочих дня", "рабочих дней")
            return f"просрочено на {self.days_late} {days}"
        left = (self.until - today).days
        if left <= 0:
            return "сегодня" if left == 0 else "срок наступил"
        return f"осталось {left} {plural(left, 'день', 'дня', 'дней')}" if left <= SOON.days else "впереди"

    @property
    def order(self) -> tuple[date, str, str, str]:
        """Order of time, then of what it is, then of the school."""
        return self.day, self.kind, self.school, self.key


def late_first(rows: list[Occurrence]) -> list[Occurrence]:
    """Late ones, the oldest first, then the others in the order of time."""
    return sorted(rows, key=lambda row: (not row.is_late, row.order))
