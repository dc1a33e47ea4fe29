"""Annex to a work programme: where its hours come from, and how the skills are checked (DOMAIN §6.3).

The four sources of hours are those of the city's programme, section 5, points 3.3 and 3.4.
"""

from dataclasses import dataclass

from roadmaps.enums import HoursSource
from roadmaps.reference.sources import CITY_PROGRAMME, Source


@dataclass(frozen=True, slots=True)
class HoursSourceItem:
    """A lawful source of hours. `condition` says when it is at hand, `limit` how much of it may be used."""

    code: HoursSource
    title: str
    condition: str
    limit: str
    source: Source


@dataclass(frozen=True, slots=True)
class AssessmentKindItem:
    """A kind of assessment in which tasks for the missing skills are put."""

    code: str
    title: str
    when: str
    source: Source


_LESSONS = CITY_PROGRAMME.at("раздел 5, пункт 3.3")
_SCHOOL_PART = CITY_PROGRAMME.at("раздел 5, пункт 3.4")
_ASSESSMENT = CITY_PROGRAMME.at("раздел 5, пункт 7.2")

_HOURS = (
    HoursSourceItem(
        code=HoursSource.RESERVE,
        title="Резервное время рабочей программы",
        condition="Резерв предусмотрен рабочей программой и ещё не израсходован.",
        limit="Не больше остатка резерва на день утверждения приложения.",
        source=_LESSONS,
    ),
    HoursSourceItem(
        code=HoursSource.REPETITION,
        title="Сокращение часов повторения",
        condition="Повторяемое освоено: это показала диагностика.",
        limit="Часы повторения того, что освоено; программа года выполняется полностью.",
        source=_LESSONS,
    ),
    HoursSourceItem(
        code=HoursSource.NEW_MATERIAL,
        title="Включение в освоение нового материала",
        condition="Умение естественно тренируется на новой теме.",
        limit="Отдельных часов не требует; указываются уроки, на которых умение отрабатывается.",
        source=_LESSONS,
    ),
    HoursSourceItem(
        code=HoursSource.SCHOOL_PART,
        title="Часть учебного плана, формируемая школой, и внеурочная деятельность",
        condition="В учебном плане есть курс или внеурочные занятия для этого класса.",
        limit="Можно отдать все часы курса во второй четверти или в первой части второго триместра.",
        source=_SCHOOL_PART,
    ),
)
_KINDS = (
    AssessmentKindItem("current", "Текущая", "На уроке, сразу после тренировки умения.", _ASSESSMENT),
    AssessmentKindItem("thematic", "Тематическая", "В проверочной работе по теме приложения.", _ASSESSMENT),
    AssessmentKindItem("interim", "Промежуточная", "В работе за четверть, триместр или год.", _ASSESSMENT),
)

HOURS_SOURCES: dict[HoursSource, HoursSourceItem] = {item.code: item for item in _HOURS}
ASSESSMENT_KINDS: dict[str, AssessmentKindItem] = {item.code: item for item in _KINDS}
