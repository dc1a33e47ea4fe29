"""Figures that a free table may hold, and what must be true of them together.

A header that matches is not a meaning that matches: a published column named «under 160» held «160 and more».
The invariants below are data, so that a layout can test a whole column and name the meaning that would fit.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Metric:
    """A whole number of a school in a school year.

    `family` holds metrics that a column may be mistaken between; `words` are sets of words, any of which, all
    found in a folded header, suggest the metric.
    """

    code: str
    title: str
    family: str
    words: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Invariant:
    """The parts together are not more than the whole (`exact`: equal to it)."""

    parts: tuple[str, ...]
    whole: str
    exact: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.parts, self.whole)


_METRICS = (
    Metric("HEADCOUNT", "численность обучающихся", "pupils", (("контингент",), ("численност", "обуча"))),
    Metric("SPECIAL_NEEDS", "обучающиеся с ОВЗ", "pupils", (("овз",), ("ограничен", "здоров"))),
    Metric("GRADUATES_9", "выпускники 9 классов", "graduates_9", (("выпускник", "9"),)),
    Metric("OGE_PARTICIPANTS", "участники ОГЭ", "graduates_9", (("участник", "огэ"), ("сдавал", "огэ"))),
    Metric("GRADUATES_11", "выпускники 11 классов", "ege", (("выпускник", "11"),)),
    Metric(
        "EGE_PARTICIPANTS",
        "участники ЕГЭ",
        "ege",
        (("участник", "егэ"), ("сдавал", "егэ"), ("сдавших", "егэ"), ("passed_number",)),
    ),
    Metric(
        "EGE3_GE220",
        "набрали по трём предметам ЕГЭ 220 баллов и более",
        "ege",
        (("220", "over"), ("220", "более"), ("220", "выше"), ("220", "не менее"), ("220", ">")),
    ),
    Metric(
        "EGE3_LT160",
        "набрали по трём предметам ЕГЭ менее 160 баллов",
        "ege",
        (("160", "under"), ("160", "менее"), ("160", "ниже"), ("160", "<")),
    ),
    Metric(
        "EGE3_GE160",
        "набрали по трём предметам ЕГЭ 160 баллов и более",
        "ege",
        (("160", "over"), ("160", "не менее"), ("160", "и более"), ("160", "выше"), ("160", ">")),
    ),
    Metric("FAILED", "не преодолели минимальный порог", "exam", (("не преодолел",), ("ниже порога",), ("не сдал",))),
)

METRICS: Mapping[str, Metric] = {metric.code: metric for metric in _METRICS}

INVARIANTS: tuple[Invariant, ...] = (
    Invariant(("SPECIAL_NEEDS",), "HEADCOUNT"),
    Invariant(("GRADUATES_9", "GRADUATES_11"), "HEADCOUNT"),
    Invariant(("GRADUATES_9",), "HEADCOUNT"),
    Invariant(("GRADUATES_11",), "HEADCOUNT"),
    Invariant(("EGE3_LT160", "EGE3_GE160"), "EGE_PARTICIPANTS"),
    Invariant(("EGE3_LT160", "EGE3_GE220"), "EGE_PARTICIPANTS"),
    Invariant(("EGE3_LT160",), "EGE_PARTICIPANTS"),
    Invariant(("EGE3_GE160",), "EGE_PARTICIPANTS"),
    Invariant(("EGE3_GE220",), "EGE_PARTICIPANTS"),
    Invariant(("EGE3_GE220",), "EGE3_GE160"),
    Invariant(("mark2", "mark3", "mark4", "mark5"), "participants", exact=True),
    Invariant(("FAILED",), "participants"),
)
"""By codes of metrics and, in lower case, by roles of a table of one procedure."""

ROLE_TITLES: Mapping[str, str] = {
    "participants": "участники работы",
    "mark2": "получили «2»",
    "mark3": "получили «3»",
    "mark4": "получили «4»",
    "mark5": "получили «5»",
}


def title_of(name: str) -> str:
    """What a metric or a counted role means, in Russian."""
    return METRICS[name].title if name in METRICS else ROLE_TITLES.get(name, name)


def alternatives(name: str) -> list[str]:
    """Other metrics that a column taken for `name` may really hold."""
    if name not in METRICS:
        return []
    return [metric.code for metric in _METRICS if metric.family == METRICS[name].family and metric.code != name]
