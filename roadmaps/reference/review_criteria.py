"""What a coordinator looks at in the monthly expert review of a school, and how the month's light is chosen.

A review at least once a month is required by the city's project; its criteria and marks are the portal's proposal.
The school's work is judged, never a teacher's.
"""

from dataclasses import dataclass

from roadmaps.enums import Rag
from roadmaps.reference.sources import PROPOSAL, SCHOOLS_OF_GROWTH, Source

MAX_MARK = 2
REVIEW_BASIS = SCHOOLS_OF_GROWTH.at("экспертная оценка не реже одного раза в месяц")


@dataclass(frozen=True, slots=True)
class ReviewCriterionItem:
    """One criterion. `marks` say in words what 0, 1 and 2 mean, so that two coordinators mark alike."""

    code: str
    title: str
    question: str
    marks: tuple[str, str, str]
    source: Source = PROPOSAL


@dataclass(frozen=True, slots=True)
class RagGuidance:
    """When a light fits. A reason in words is compulsory for every light, green included: «why do we think so»."""

    light: Rag
    when: str
    reason_example: str
    source: Source = PROPOSAL


_CRITERIA = (
    ReviewCriterionItem(
        code="progress",
        title="Ход мероприятий",
        question="Сделано ли то, что намечено на прошедший месяц?",
        marks=(
            "Сделано меньше половины намеченного, или ход неизвестен.",
            "Сделано больше половины, по остальному названы новые сроки с причинами.",
            "Сделано всё намеченное или перенесено заранее и обоснованно.",
        ),
    ),
    ReviewCriterionItem(
        code="evidence",
        title="Подтверждения",
        question="Видно ли по подтверждениям, что получен результат, а не только проведено мероприятие?",
        marks=(
            "Подтверждений нет, или они не о том.",
            "Видно проведение, результат назван без чисел.",
            "Результат виден: есть число, документ или изменение, которое можно проверить.",
        ),
    ),
    ReviewCriterionItem(
        code="fit",
        title="Связь мер с причинами",
        question="Действуют ли меры месяца на выявленные дефициты и факторы риска?",
        marks=(
            "Меры не связаны с дефицитами школы.",
            "Связь есть у части мер, часть проведена ради плана.",
            "Каждая мера действует на названную причину, лишнее снято.",
        ),
    ),
    ReviewCriterionItem(
        code="movement",
        title="Движение показателей",
        question="Есть ли признаки изменений: срезы, пробные работы, посещаемость?",
        marks=(
            "Замеров не было.",
            "Замеры есть, изменения не видны или разнонаправленны.",
            "Хотя бы один показатель улучшился, остальные не ухудшились.",
        ),
    ),
    ReviewCriterionItem(
        code="decisions",
        title="Решения управленческой команды",
        question="Меняет ли администрация план и уроки по тому, что узнала за месяц?",
        marks=(
            "Решений не принято.",
            "Решения приняты, но не доведены до расписания и рабочих программ.",
            "Решения приняты и видны в расписании, программах или нагрузке.",
        ),
    ),
    ReviewCriterionItem(
        code="people",
        title="Участие педагогов",
        question="Участвуют ли учителя в обучении, кластерах и совместных уроках и не перегружены ли бумагами?",
        marks=(
            "Участвуют единицы, или от учителей требуют лишних отчётов.",
            "Участвует часть, отчётность не превышает установленной.",
            "Участвует большинство по своему желанию, отчётность ведёт администрация.",
        ),
    ),
    ReviewCriterionItem(
        code="objectivity",
        title="Объективность оценивания",
        question="Проводятся ли работы по правилам, сверяются ли критерии и отметки?",
        marks=(
            "Есть нарушения порядка, или сверки нет.",
            "Критерии общие, вторая проверка проводится не всегда.",
            "Работы обезличены, проверены по общим критериям, есть выборочная вторая проверка.",
        ),
    ),
    ReviewCriterionItem(
        code="families",
        title="Работа с учениками группы риска и семьями",
        question="Получили ли помощь дети с пробелами и знают ли об этом семьи?",
        marks=(
            "Группа риска не определена.",
            "Группа определена, занятия идут, с семьями говорили не со всеми.",
            "Занятия идут по пробелам, с семьями договорились, число детей в группе уменьшается.",
        ),
    ),
)
_GUIDANCE = (
    RagGuidance(
        light=Rag.GREEN,
        when=(
            "Намеченное на месяц выполнено, просроченных мероприятий нет или они перенесены с причиной, ни по одному "
            "критерию нет нуля."
        ),
        reason_example="Проведены оба среза, доля не справившихся по математике снизилась с 31 до 24 %.",
    ),
    RagGuidance(
        light=Rag.AMBER,
        when=(
            "Есть просроченные мероприятия или один-два нуля по критериям, но школа знает причину и справится сама "
            "при небольшой помощи."
        ),
        reason_example="Два занятия группы восполнения сорваны из-за болезни учителя, замена найдена с понедельника.",
    ),
    RagGuidance(
        light=Rag.RED,
        when=(
            "Работа остановилась, показатели ухудшаются, причины не названы или их устранение не зависит от школы: "
            "требуется решение города."
        ),
        reason_example="Вакансия учителя математики открыта два месяца, уроки в трёх классах не ведутся.",
    ),
)

REVIEW_CRITERIA: dict[str, ReviewCriterionItem] = {item.code: item for item in _CRITERIA}
RAG_GUIDANCE: dict[Rag, RagGuidance] = {item.light: item for item in _GUIDANCE}
