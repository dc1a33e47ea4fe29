"""Three plans with the shapes that cities and a region really made, in words of our own.

`CITY_PROJECT`: 25 rows with stages inside, one stage's name cut in two and shifted, a row cut in two, a footnote.
`CITY_ROADMAP`: 28 rows in four Roman sections, heads repeated in each of many tables, goals, tasks, abbreviations.
`REGION`: 11 rows in two blocks, four columns.
"""

from dataclasses import dataclass, field, fields

from roadmaps.importers.drafts import MeasureDraft, PlanDraft

ACTS = (
    "Собрать заявки школ на поддержку",
    "Провести беседы с командами школ",
    "Изучить условия работы школ",
    "Составить карты затруднений учителей",
    "Обсудить итоги диагностики с директорами",
    "Открыть площадки обмена опытом",
    "Организовать взаимные посещения уроков",
)
PERIODS = ("сентябрь 2026", "до 30.10.2026", "Ноябрь – декабрь 2026 года", "в течение учебного года", "1 раз в квартал")
PEOPLE = ("Методический центр", "Отдел общего образования, школы", "Директора школ", "Управление образования")
RESULTS = ("Список школ утверждён", "Затруднения названы. Составлен план", "Учителя освоили приём", "Справка обсуждена")


def measure(number: str, at: int, section: int | None, *, indicator: bool = False) -> MeasureDraft:
    """The measure number `at`: every field different from its neighbours'."""
    figures = (
        {"indicator": f"Доля участников {at}", "baseline": f"{at} %", "target": f"{at + 10} %"} if indicator else {}
    )
    return MeasureDraft(
        number,
        f"{ACTS[at % len(ACTS)]}, шаг {at}",
        PERIODS[at % len(PERIODS)],
        f"{PEOPLE[at % len(PEOPLE)]}\nкуратор {at}",
        f"{RESULTS[at % len(RESULTS)]} {at}",
        section_index=section,
        **figures,
    )


@dataclass
class Shape:
    """A plan as it should be read: measures in order, and the order and the heads of its columns."""

    columns: tuple[str, ...]
    heads: tuple[str, ...]
    sections: list[tuple[str, str]]
    measures: list[MeasureDraft]
    title: str
    goals: list[str] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)
    abbreviations: list[tuple[str, str]] = field(default_factory=list)

    def cells(self, measure: MeasureDraft) -> list[str]:
        return [getattr(measure, name) for name in self.columns]

    def of_section(self, index: int) -> list[MeasureDraft]:
        return [measure for measure in self.measures if measure.section_index == index]


def _measures(sizes: tuple[int, ...], *, dotted: bool) -> list[MeasureDraft]:
    found: list[MeasureDraft] = []
    for section, size in enumerate(sizes):
        for at in range(1, size + 1):
            whole = len(found) + 1
            found.append(measure(f"{section + 1}.{at}" if dotted else str(whole), whole, section))
    return found


CITY_PROJECT = Shape(
    ("number", "title", "responsible", "period", "expected_result"),
    ("№ п/п", "Мероприятия", "Ответственный исполнитель", "Сроки", "Ожидаемый результат"),
    [
        ("", "Вводный этап"),
        ("", "Подготовка оценочных процедур, изучение (опрос, наблюдение) затруднений учителей"),
        ("", "Составление общего плана действий"),
        ("", "Рост мастерства учителей и управленцев"),
        ("", "Условия для решения найденных проблем, стажировки"),
    ],
    _measures((4, 11, 1, 4, 5), dotted=False),
    "План реализации Проекта",
    goals=["Помочь школам выйти из трудного положения", "Уравнять условия учёбы детей"],
    tasks=["Найти школы, которым нужна помощь", "Подобрать каждой школе поддержку"],
)
CITY_ROADMAP = Shape(
    ("number", "title", "period", "responsible", "expected_result"),
    (
        "№",
        "Основные направления деятельности",
        "Срок реализации",
        "Ответственные исполнители",
        "Предполагаемые результаты",
    ),
    [
        ("I", "Диагностика"),
        ("II", "Рост учителей и команд"),
        ("III", "Качество преподавания предметов"),
        ("IV", "Честное оценивание работ"),
    ],
    _measures((3, 12, 7, 6), dotted=True),
    "План мероприятий («дорожная карта») по поддержке школ города на 2026-2027 учебный год",
    goals=["рост показателей школ с низкими результатами (далее – ШНР)"],
    tasks=["развитие команд ШНР", "сеть обмена опытом между школами", "честная оценка работ"],
    abbreviations=[
        ("ШНР", "школа с низкими результатами"),
        ("ГМЦ", "городской методический центр г. Примерска"),
        ("ИП «РОСТ»", "институт поддержки «Рост»"),
    ],
)
REGION = Shape(
    ("number", "title", "period", "responsible"),
    ("№", "Мероприятие", "Срок", "Ответственные"),
    [
        ("", "Нормативное обеспечение проекта"),
        ("", "Создание опорных центров для помощи школам, а также учителям этих школ"),
    ],
    [
        MeasureDraft(found.number, found.title, found.period, found.responsible, section_index=found.section_index)
        for found in _measures((4, 7), dotted=False)
    ],
    "Дорожная карта проекта «Опорный центр как помощь школам области»",
)

_OWN = tuple(name.name for name in fields(MeasureDraft) if name.name not in ("place", "footnote"))


def told(measures: list[MeasureDraft]) -> list[dict[str, object]]:
    """Measures without the place they were read at."""
    return [{name: getattr(measure, name) for name in _OWN} for measure in measures]


def check(draft: PlanDraft, shape: Shape) -> None:
    """Every field, the order, the sections and the text around the table are those of the shape."""
    assert [(section.number, section.title) for section in draft.sections] == shape.sections
    assert told(draft.measures) == told(shape.measures)
    assert (draft.title, draft.goals, draft.tasks) == (shape.title, shape.goals, shape.tasks)
    assert draft.abbreviations == shape.abbreviations
    assert draft.rows.adds_up
