"""Questions for interviews with the management team of a school: at the entry, on the plan, on examinations."""

from dataclasses import dataclass
from enum import StrEnum

from roadmaps.reference.sources import CITY_PROJECT, CITY_ROADMAP, PROPOSAL, Source


class InterviewTopic(StrEnum):
    """What the interview is about."""

    ENTRY = "entry"
    PLAN = "plan"
    EXAMS = "exams"

    @property
    def label(self) -> str:
        return {
            "entry": "вход в программу: проблемные точки",
            "plan": "ход дорожной карты",
            "exams": "подготовка к ГИА",
        }[self.value]

    @property
    def source(self) -> Source:
        """The row of a city's plan that has such an interview held."""
        return _TOPIC_SOURCES[self]


_TOPIC_SOURCES = {
    InterviewTopic.ENTRY: CITY_PROJECT.at("строка 3 плана"),
    InterviewTopic.PLAN: CITY_ROADMAP.at("строка 1.2"),
    InterviewTopic.EXAMS: CITY_ROADMAP.at("строка 1.3"),
}


@dataclass(frozen=True, slots=True)
class InterviewQuestionItem:
    """One line of the agenda; `listen_for` tells the officer what a useful answer holds."""

    code: str
    topic: InterviewTopic
    question: str
    listen_for: str
    source: Source = PROPOSAL


_ENTRY, _PLAN, _EXAMS = InterviewTopic.ENTRY, InterviewTopic.PLAN, InterviewTopic.EXAMS
_ITEMS = (
    InterviewQuestionItem(
        "entry-results",
        _ENTRY,
        "Какие результаты привели школу в перечень и согласны ли вы с ними?",
        "Команда называет процедуры и классы, отличает случайность малого класса от устойчивой картины.",
    ),
    InterviewQuestionItem(
        "entry-causes",
        _ENTRY,
        "В чём вы видите причины по каждому низкому результату?",
        "Причины названы по предметам; не только состав учеников, но и то, что зависит от школы.",
    ),
    InterviewQuestionItem(
        "entry-skills",
        _ENTRY,
        "Какие умения не сформированы и в каких классах?",
        "Есть анализ по умениям, а не только по отметкам.",
    ),
    InterviewQuestionItem(
        "entry-staff",
        _ENTRY,
        "Кто ведёт русский язык и математику, где замены и перегрузка?",
        "Число вакансий, замен, непрофильных учителей; без обсуждения отдельных людей.",
    ),
    InterviewQuestionItem(
        "entry-lessons",
        _ENTRY,
        "Как администрация узнаёт, что происходит на уроках, и что делает после посещений?",
        "Есть порядок посещений и примеры принятых решений.",
    ),
    InterviewQuestionItem(
        "entry-quality-system",
        _ENTRY,
        "Какие процедуры ВСОКО вы проводите и какие решения по ним приняли в прошлом году?",
        "Названо хотя бы одно решение, которое изменило уроки или расписание.",
    ),
    InterviewQuestionItem(
        "entry-objectivity",
        _ENTRY,
        "Совпадают ли отметки журнала с внешними результатами и как вы это объясняете?",
        "Команда видела сопоставление и не объясняет расхождения только строгостью проверки.",
    ),
    InterviewQuestionItem(
        "entry-families",
        _ENTRY,
        "Как семьи узнают о трудностях ребёнка и участвуют в помощи?",
        "Есть разговор до конца четверти, известна доля отозвавшихся семей.",
    ),
    InterviewQuestionItem(
        "entry-tried",
        _ENTRY,
        "Что уже пробовали, что помогло и от чего отказались?",
        "Команда может назвать меру, которая не сработала, и почему.",
    ),
    InterviewQuestionItem(
        "entry-help",
        _ENTRY,
        "Какая помощь города нужна в первую очередь, а что сделаете сами?",
        "Запрос назван через результат; есть готовность назначить ответственного.",
    ),
    InterviewQuestionItem(
        "plan-done",
        _PLAN,
        "Что из намеченного выполнено и чем это подтверждается?",
        "Ответ совпадает с отметками на портале.",
    ),
    InterviewQuestionItem(
        "plan-effect",
        _PLAN,
        "Какие меры уже дали изменения и как вы это увидели?",
        "Назван замер до и после.",
    ),
    InterviewQuestionItem(
        "plan-obstacles",
        _PLAN,
        "Что мешает, что из этого решите сами, а что нужно передать городу?",
        "Препятствия разделены по тому, кто может их убрать.",
    ),
    InterviewQuestionItem(
        "plan-change",
        _PLAN,
        "Что в плане второго полугодия измените и почему?",
        "Снимаются меры без действия, а не только добавляются новые.",
    ),
    InterviewQuestionItem(
        "plan-burden",
        _PLAN,
        "Какие бумаги появились у учителей из-за программы и от каких можно отказаться?",
        "Сведения собирает администрация; лишнее отменено приказом.",
    ),
    InterviewQuestionItem(
        "exams-risk-group",
        _EXAMS,
        "Сколько выпускников в группе риска по каждому предмету и как меняется это число?",
        "Числа по месяцам; имена остаются в школе.",
    ),
    InterviewQuestionItem(
        "exams-minimum",
        _EXAMS,
        "Какие задания составляют посильный минимум для этих учеников и как он отрабатывается?",
        "Есть перечень заданий и расписание групп.",
    ),
    InterviewQuestionItem(
        "exams-choice",
        _EXAMS,
        "Как ученики и семьи выбирают предметы и уровень математики?",
        "Выбор опирается на пробную работу и разговор с семьёй.",
    ),
    InterviewQuestionItem(
        "exams-trial",
        _EXAMS,
        "Что изменили после пробных экзаменов?",
        "Перестроены консультации, а не только сообщены результаты.",
    ),
    InterviewQuestionItem(
        "exams-support",
        _EXAMS,
        "Как поддерживаете тревожных учеников и тех, кто пропускает занятия?",
        "Участвуют психолог и социальный педагог, известна посещаемость консультаций.",
    ),
)

INTERVIEW_QUESTIONS: dict[str, InterviewQuestionItem] = {item.code: item for item in _ITEMS}


def agenda(topic: InterviewTopic) -> tuple[InterviewQuestionItem, ...]:
    """Questions of one topic in the order in which they are asked."""
    return tuple(item for item in _ITEMS if item.topic is topic)
