"""How far each school of the programme has come, as a table: every stage of the year has a school that stands there."""

from dataclasses import dataclass
from enum import IntEnum

from roadmaps.enums import Rag, RiskLevel


class Far(IntEnum):
    """Steps of a school's year in their order."""

    ENTERED = 0
    CALLED = 1
    HEARD = 2
    DIAGNOSED = 3
    FOUND = 4
    DRAFTED = 5
    SUBMITTED = 6
    RETURNED = 7
    AGREED = 8
    APPROVED = 9
    PUBLISHED = 10


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk factor of a school; without `shown` verification with the school has not taken place."""

    code: str
    level: RiskLevel
    reason: str
    shown: str = ""
    shown_level: RiskLevel = RiskLevel.MEDIUM
    is_chosen: bool = True


@dataclass(frozen=True, slots=True)
class Story:
    """One school: its place in the list, how far it is, how long its plan, how many rows it leaves late.

    `lights` are the months' judgements, repeated as long as there are months; `slips` counts measures left undone.
    """

    place: int
    far: Far
    rows: int = 0
    risks: tuple[Risk, ...] = ()
    lights: tuple[tuple[Rag, str], ...] = ()
    slips: int = 0
    is_curated: bool = False
    is_paused: bool = False
    support_format: str = ""
    trouble: str = ""


HIGH, MEDIUM, LOW = RiskLevel.HIGH, RiskLevel.MEDIUM, RiskLevel.LOW
STAFF = Risk(
    "staff_shortage",
    HIGH,
    "Две вакансии учителя математики закрыты совместителями, в 6 классах уроки ведёт учитель физики.",
    "Одна вакансия закрыта с октября; вторая открыта.",
)
TEACHING = Risk(
    "teacher_competence",
    MEDIUM,
    "По посещённым урокам задания однотипны, ошибки учеников не разбираются.",
    "Подтвердилось на четырёх из шести уроков; трое учителей просят помощи методиста.",
    HIGH,
)
FAILURE = Risk(
    "learning_failure",
    HIGH,
    "Больше трети шестиклассников не справились с двумя работами весны.",
    "Школа составила список умений по классам: пробелы в действиях с дробями и в чтении условия.",
    HIGH,
)
MOTIVATION = Risk(
    "motivation",
    MEDIUM,
    "По опросу старших классов на уроках скучно 58 из 104 ответивших.",
    "Опрос повторён в параллелях 7–9: причина чаще в непонимании, чем в скуке.",
    LOW,
    is_chosen=False,
)
PARENTS = Risk(
    "parents",
    MEDIUM,
    "На собрания приходит около трети семей, связь держится на классных руководителях.",
    "Ответили 64 семьи из 180: не знают, как помочь ребёнку дома.",
)
LANGUAGE = Risk(
    "language_barriers",
    MEDIUM,
    "В начальных классах 23 ребёнка не говорят дома по-русски.",
)
GREEN = (Rag.GREEN, "Намеченное на месяц выполнено, подтверждения приняты, просроченного нет.")
AMBER = (Rag.AMBER, "Занятия двух групп сорваны из-за болезни учителя; замена найдена, срок назван.")
RED = (Rag.RED, "Вакансия учителя математики открыта второй месяц, уроки в трёх классах не ведутся.")

STORIES = (
    Story(0, Far.PUBLISHED, 25, (STAFF, TEACHING, FAILURE, MOTIVATION), (AMBER, GREEN), slips=3, is_curated=True),
    Story(1, Far.RETURNED, 12, (TEACHING, FAILURE, PARENTS), is_curated=True),
    Story(2, Far.DRAFTED, 6, (FAILURE, STAFF)),
    Story(3, Far.SUBMITTED, 10, (TEACHING, PARENTS)),
    Story(4, Far.AGREED, 11, (FAILURE, TEACHING)),
    Story(5, Far.PUBLISHED, 12, (TEACHING, FAILURE), (GREEN, GREEN), slips=1),
    Story(
        6,
        Far.APPROVED,
        12,
        (STAFF, FAILURE),
        (AMBER, RED),
        slips=5,
        is_curated=True,
        trouble="Вакансия учителя математики открыта с августа, школа своими силами её не закроет.",
    ),
    Story(7, Far.APPROVED, 9, (TEACHING, PARENTS), (GREEN, AMBER), slips=2),
    Story(8, Far.APPROVED, 8, (FAILURE, MOTIVATION), (GREEN,), slips=1, is_paused=True),
    Story(9, Far.FOUND, 0, (TEACHING, FAILURE)),
    Story(10, Far.DIAGNOSED, 0, (LANGUAGE, FAILURE)),
    Story(11, Far.CALLED),
    Story(12, Far.ENTERED),
)
"""Schools of this year's regional list."""

BY_APPLICATION = Story(16, Far.HEARD)
"""A school that is on no list and came by itself."""

WAITING_APPLICANT, DECLINED_APPLICANT = 18, 20
FORMAT_CHANGED, CONTINUED, LEFT = 5, 9, (14, 15)
"""Places of last year's schools: three ways a year ended. The first two stand in this year's list again."""
