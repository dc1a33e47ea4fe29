"""Words of the field that the whole app shares. Imports nothing of ours."""

from django.db.models import TextChoices


class AssessmentKind(TextChoices):
    """Kinds of assessment procedures (оценочные процедуры)."""

    VPR = "VPR", "ВПР"
    OGE = "OGE", "ОГЭ"
    EGE = "EGE", "ЕГЭ"


class Subject(TextChoices):
    """School subjects, by the short codes used in procedure codes and addresses."""

    RU = "RU", "Русский язык"
    MA = "MA", "Математика"
    PHYSICS = "PHYS", "Физика"
    CHEMISTRY = "CHEM", "Химия"
    INFORMATICS = "INF", "Информатика"
    BIOLOGY = "BIO", "Биология"
    HISTORY = "HIST", "История"
    GEOGRAPHY = "GEO", "География"
    ENGLISH = "ENG", "Английский язык"
    GERMAN = "GER", "Немецкий язык"
    FRENCH = "FRA", "Французский язык"
    SPANISH = "SPA", "Испанский язык"
    CHINESE = "CHI", "Китайский язык"
    SOCIAL = "SOC", "Обществознание"
    LITERATURE = "LIT", "Литература"
    WORLD = "WORLD", "Окружающий мир"
    READING = "READ", "Литературное чтение"


SUBJECT_SHORT = {
    Subject.RU: "РУ",
    Subject.MA: "МА",
    Subject.PHYSICS: "ФИ",
    Subject.CHEMISTRY: "ХИ",
    Subject.INFORMATICS: "ИН",
    Subject.BIOLOGY: "БИ",
    Subject.HISTORY: "ИС",
    Subject.GEOGRAPHY: "ГЕ",
    Subject.ENGLISH: "АНГ",
    Subject.GERMAN: "НЕМ",
    Subject.FRENCH: "ФР",
    Subject.SPANISH: "ИСП",
    Subject.CHINESE: "КИТ",
    Subject.SOCIAL: "ОБ",
    Subject.LITERATURE: "ЛИ",
    Subject.WORLD: "ОМ",
    Subject.READING: "ЛЧ",
}


class Level(TextChoices):
    """Level of a procedure; only mathematics and physics have more than one."""

    NONE = "", "без уровня"
    BASE = "BASE", "базовый"
    PROFILE = "PROFILE", "профильный"
    ADVANCED = "ADVANCED", "углублённый"


class Verdict(TextChoices):
    """Three-valued verdict on one procedure: missing data is never «not low»."""

    LOW = "low", "низкий результат"
    NOT_LOW = "not_low", "не низкий"
    NO_DATA = "no_data", "нет данных"


class NoDataReason(TextChoices):
    """Why a figure is absent; shown in words in place of the figure."""

    NOT_IMPORTED = "not_imported", "результаты не загружены"
    NOT_HELD = "not_held", "процедура не проводилась"
    BELOW_MINIMUM = "below_minimum", "участников меньше минимума правила"
    NO_PARTICIPANTS = "no_participants", "нет участников"
    NO_THRESHOLD = "no_threshold", "не задан порог для этого года"
    NO_MARKS = "no_marks", "в источнике нет распределения отметок"
    NO_SCORES = "no_scores", "в источнике нет баллов"
    BIASED = "biased", "результат с признаками необъективности не засчитан"


class SchoolVerdict(TextChoices):
    """Outcome of a selection rule for one school."""

    LISTED = "listed", "включить"
    NOT_LISTED = "not_listed", "не включать"
    UNKNOWN = "unknown", "недостаточно данных"
    EXCLUDED = "excluded", "не рассматривается"


class RiskListOrigin(TextChoices):
    """Who drew the list up. Lists of different origin stand side by side."""

    MUNICIPAL = "municipal", "муниципальный"
    REGIONAL = "regional", "региональный"
    FEDERAL = "federal", "федеральный"
    FORECAST = "forecast", "прогноз"


class RiskListState(TextChoices):
    """Life of a list; transitions are in lifecycle.py."""

    DRAFT = "draft", "черновик"
    PROPOSED = "proposed", "предложен"
    APPROVED = "approved", "утверждён"
    ARCHIVED = "archived", "в архиве"
