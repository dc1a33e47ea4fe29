"""What a school ticks in its application for support: areas of the problem and kinds of help it asks for.

That an application names the problem and the help asked for comes from a city's project; its fields and these lists
are the portal's proposal.
"""

from dataclasses import dataclass

from roadmaps.enums import SupportKind
from roadmaps.reference.sources import PROPOSAL, Source


@dataclass(frozen=True, slots=True)
class ProblemAreaItem:
    """An area the school sees as its problem; `risk_factors` are those an officer should look at first."""

    code: str
    title: str
    description: str
    risk_factors: tuple[str, ...]
    source: Source = PROPOSAL


@dataclass(frozen=True, slots=True)
class RequestedSupportItem:
    """A kind of help asked for; `delivered_as` is how it is counted in the log of support."""

    code: str
    title: str
    description: str
    delivered_as: SupportKind
    source: Source = PROPOSAL


_AREAS = (
    ProblemAreaItem(
        "results",
        "Низкие результаты по предметам",
        "Заметная доля учеников не преодолевает порог в ВПР, ОГЭ или ЕГЭ.",
        ("learning_failure", "teacher_competence"),
    ),
    ProblemAreaItem(
        "staff",
        "Нехватка учителей и специалистов",
        "Есть вакансии, длительные замены, нет психолога, логопеда или дефектолога.",
        ("staff_shortage",),
    ),
    ProblemAreaItem(
        "teaching",
        "Трудности в преподавании отдельных тем",
        "Учителям нужна помощь в содержании предмета или приёмах работы.",
        ("teacher_competence", "inschool_training"),
    ),
    ProblemAreaItem(
        "management",
        "Управление качеством",
        "Команде трудно находить причины, планировать меры и проверять их действие.",
        ("inschool_training", "adaptivity"),
    ),
    ProblemAreaItem(
        "motivation",
        "Мотивация и посещаемость",
        "Ученики пропускают уроки, не выполняют заданий, не видят смысла в учёбе.",
        ("motivation", "discipline"),
    ),
    ProblemAreaItem(
        "climate",
        "Отношения и порядок в школе",
        "Конфликты, травля, трудности с дисциплиной, выгорание взрослых.",
        ("wellbeing", "discipline"),
    ),
    ProblemAreaItem(
        "special_needs",
        "Обучение детей с ОВЗ",
        "Не хватает условий, специалистов или приёмов работы в инклюзивном классе.",
        ("special_needs",),
    ),
    ProblemAreaItem(
        "language",
        "Русский язык как неродной",
        "Дети не понимают заданий и учебников, семьям трудно общаться со школой.",
        ("language_barriers",),
    ),
    ProblemAreaItem(
        "families",
        "Взаимодействие с семьями",
        "Родители не участвуют в жизни школы или не доверяют ей.",
        ("parents",),
    ),
    ProblemAreaItem(
        "equipment",
        "Оснащение и связь",
        "Без учебников, приборов или связи часть программы не проводится.",
        ("equipment",),
    ),
    ProblemAreaItem(
        "objectivity",
        "Объективность оценивания",
        "Внутренние отметки расходятся с внешними результатами, общих критериев нет.",
        ("inschool_training",),
    ),
)
_SUPPORT = (
    RequestedSupportItem(
        "methodist",
        "Консультации методиста",
        "По предмету или по работе методического объединения.",
        SupportKind.CONSULTATION,
    ),
    RequestedSupportItem(
        "lesson_visits",
        "Посещение уроков и разбор с учителями",
        "По приглашению школы, без оценки учителя.",
        SupportKind.VISIT,
    ),
    RequestedSupportItem(
        "courses",
        "Программа повышения квалификации",
        "По теме, которую показала диагностика.",
        SupportKind.TRAINING,
    ),
    RequestedSupportItem(
        "team_training",
        "Обучение управленческой команды",
        "Работа с данными, планирование, внутренняя оценка качества.",
        SupportKind.TRAINING,
    ),
    RequestedSupportItem(
        "mentor_school",
        "Школа-наставник",
        "Пара с похожей школой, у которой результаты выше.",
        SupportKind.MENTORING,
    ),
    RequestedSupportItem(
        "seminar",
        "Семинар или мастер-класс для учителей школы",
        "С показом урока на своих классах.",
        SupportKind.SEMINAR,
    ),
    RequestedSupportItem(
        "specialists",
        "Работа специалистов с детьми",
        "Психолог, логопед, дефектолог, социальный педагог; с согласия семьи.",
        SupportKind.SPECIALIST,
    ),
    RequestedSupportItem(
        "materials",
        "Методические материалы",
        "Наборы заданий по умениям, образцы приложений к рабочим программам.",
        SupportKind.MATERIALS,
    ),
    RequestedSupportItem(
        "plan_help",
        "Помощь в составлении дорожной карты",
        "Связать дефициты, причины, меры и показатели.",
        SupportKind.CONSULTATION,
    ),
    RequestedSupportItem(
        "staff_help",
        "Помощь в закрытии вакансий",
        "Сетевой учитель, целевой договор, обращение к учредителю.",
        SupportKind.CONSULTATION,
    ),
)

PROBLEM_AREAS: dict[str, ProblemAreaItem] = {item.code: item for item in _AREAS}
REQUESTED_SUPPORT: dict[str, RequestedSupportItem] = {item.code: item for item in _SUPPORT}
