"""Measures of a school by urgency: what to do first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from roadmaps.enums import MeasureState
from roadmaps.models import Measure
from roadmaps.selectors.standings import NOTHING_OWED, Standing

SOON = 30


@dataclass(slots=True)
class Group:
    """Measures of one urgency, in the order of their terms."""

    code: str
    title: str
    hint: str
    rows: list[tuple[Measure, Standing]] = field(default_factory=list)


def grouped(measures: Iterable[Measure], standings: Mapping[int, Standing], on: date) -> list[Group]:
    """Groups that hold something, the most urgent first."""
    groups = {
        group.code: group
        for group in (
            Group("returned", "Вернули на доработку", "Прочитайте причину и отчитайтесь снова."),
            Group("late", "Просрочено", "Отчитайтесь или перенесите срок с указанием причины."),
            Group("soon", f"Ближайшие {SOON} дней", ""),
            Group("later", "Позже и без срока", ""),
            Group("waiting", "Ждут проверки", "Куратор примет подтверждения и подтвердит выполнение."),
            Group("confirmed", "Подтверждены", ""),
        )
    }
    for measure in measures:
        standing = standings.get(measure.pk, NOTHING_OWED)
        if code := _urgency(measure, standing, on):
            groups[code].rows.append((measure, standing))
    return [group for group in groups.values() if group.rows]


def _urgency(measure: Measure, standing: Standing, on: date) -> str:
    settled = {
        MeasureState.RETURNED: "returned",
        MeasureState.DONE: "waiting",
        MeasureState.CONFIRMED: "confirmed",
        MeasureState.CANCELLED: "",
    }
    if measure.state in settled:
        return settled[MeasureState(measure.state)]
    if standing.late:
        return "late"
    return "soon" if standing.within(on, SOON) else "later"
