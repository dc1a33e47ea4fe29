"""Words of the road. Imports nothing of ours."""

from django.db.models import TextChoices


class CaseStage(TextChoices):
    """Where a school stands in its year of support (DOMAIN §7.2); moves are in lifecycle.py."""

    CANDIDATE = "candidate", "кандидат"
    APPLIED = "applied", "заявка подана"
    INTERVIEW_PLANNED = "interview_planned", "собеседование назначено"
    INTERVIEWED = "interviewed", "собеседование проведено"
    DIAGNOSIS = "diagnosis", "диагностика"
    DEFICITS = "deficits", "дефициты выявлены"
    PLANNING = "planning", "составление дорожной карты"
    IMPLEMENTATION = "implementation", "реализация"
    INTERIM = "interim", "промежуточный мониторинг"
    FINAL = "final", "итоговый мониторинг"
    EXPERTISE = "expertise", "экспертиза результата"
    CLOSED = "closed", "завершён"


class CaseOutcome(TextChoices):
    """How a case ended."""

    EXIT = "exit", "выход из перечня"
    CONTINUE = "continue", "продолжение поддержки"
    CHANGE_FORMAT = "change_format", "смена формата поддержки"
    REORGANISED = "reorganised", "школа реорганизована"
    STOPPED = "stopped", "поддержка прекращена"


class EntryKind(TextChoices):
    """How a school came into the programme."""

    RISK_LIST = "risk_list", "по утверждённому перечню"
    APPLICATION = "application", "по заявке школы"
    DECISION = "decision", "по решению управления"


class ApplicationState(TextChoices):
    SUBMITTED = "submitted", "подана"
    ACCEPTED = "accepted", "принята"
    DECLINED = "declined", "отклонена"
    WITHDRAWN = "withdrawn", "отозвана"


class InterviewState(TextChoices):
    PLANNED = "planned", "назначено"
    HELD = "held", "проведено"
    CANCELLED = "cancelled", "отменено"


class AssignmentRole(TextChoices):
    """Who looks after a case."""

    COORDINATOR = "coordinator", "координатор"
    CURATOR = "curator", "куратор"


class ConcernState(TextChoices):
    OPEN = "open", "поднят"
    ESCALATED = "escalated", "передан руководителю"
    RESOLVED = "resolved", "решён"


class RiskLevel(TextChoices):
    """Significance of a risk factor (DOMAIN §2.2)."""

    HIGH = "high", "высокая"
    MEDIUM = "medium", "средняя"
    LOW = "low", "низкая"


class Rag(TextChoices):
    """The coordinator's judgement of a month; a word and a shape go with the colour everywhere."""

    GREEN = "green", "идёт по плану"
    AMBER = "amber", "есть риски"
    RED = "red", "нужна помощь"


class RoadmapState(TextChoices):
    """Life of a roadmap (DOMAIN §7.2)."""

    DRAFT = "draft", "черновик"
    SUBMITTED = "submitted", "на рассмотрении"
    RETURNED = "returned", "возвращена"
    AGREED = "agreed", "согласована"
    APPROVED = "approved", "утверждена"
    PUBLISHED = "published", "опубликована"


class SubmissionState(TextChoices):
    """What became of one handing-in of a roadmap."""

    WAITING = "waiting", "ждёт решения"
    RETURNED = "returned", "возвращена"
    AGREED = "agreed", "согласована"
    WITHDRAWN = "withdrawn", "отозвана школой"


class SiteState(TextChoices):
    """What the last look at a page of the school's site found."""

    UNCHECKED = "unchecked", "не проверена"
    FOUND = "found", "открывается"
    NOT_FOUND = "not_found", "не открывается"


class MeasureState(TextChoices):
    """Life of a measure (DOMAIN §7.3). Overdue is computed, never stored."""

    PLANNED = "planned", "запланировано"
    IN_PROGRESS = "in_progress", "в работе"
    DONE = "done", "выполнено школой"
    CONFIRMED = "confirmed", "подтверждено"
    RETURNED = "returned", "возвращено"
    CANCELLED = "cancelled", "снято"


class EditKind(TextChoices):
    """One step of editing a roadmap, as the undo log keeps it."""

    FIELD = "field", "правка ячейки"
    ADD = "add", "добавлена строка"
    REMOVE = "remove", "удалена строка"
    RESTORE = "restore", "строка возвращена"
    MOVE = "move", "строка перемещена"
    AIMS = "aims", "изменены цели мероприятия"


class EvidenceKind(TextChoices):
    FILE = "file", "файл"
    LINK = "link", "ссылка"


class EvidenceState(TextChoices):
    """Life of an evidence (DOMAIN §7.3)."""

    UPLOADED = "uploaded", "на проверке"
    ACCEPTED = "accepted", "принято"
    REJECTED = "rejected", "отклонено"
    REPLACED = "replaced", "заменено"


class ReviewState(TextChoices):
    DRAFT = "draft", "черновик"
    SIGNED = "signed", "подписана"


class CorrectionState(TextChoices):
    """A correction that a review asks for."""

    OPEN = "open", "ждёт выполнения"
    DONE = "done", "выполнена"
    DROPPED = "dropped", "снята"


class ConclusionKind(TextChoices):
    INTERIM = "interim", "промежуточное"
    FINAL = "final", "итоговое"


class AnnexState(TextChoices):
    """Way of an annex to a work programme: seed programme §5, step 3.2."""

    DRAFT = "draft", "у учителя"
    ASSOCIATION = "association", "на экспертизе ШМО"
    DEPUTY = "deputy", "у заместителя руководителя"
    HEAD = "head", "у руководителя"
    RETURNED = "returned", "возвращено учителю"
    APPROVED = "approved", "утверждено"
    PUBLISHED = "published", "размещено на сайте"
    DECLINED = "declined", "учитель отказался"


class HoursSource(TextChoices):
    """Where the hours of an annex come from (DOMAIN §6.3)."""

    RESERVE = "reserve", "резервное время"
    REPETITION = "repetition", "сокращение повторения"
    NEW_MATERIAL = "new_material", "встраивание в новый материал"
    SCHOOL_PART = "school_part", "часть учебного плана, формируемая школой"


class SupportKind(TextChoices):
    """What kind of help a school was given: a dose of support."""

    CONSULTATION = "consultation", "консультация"
    VISIT = "visit", "выезд в школу"
    TRAINING = "training", "обучение"
    MENTORING = "mentoring", "наставничество"
    SEMINAR = "seminar", "семинар или мастер-класс"
    SPECIALIST = "specialist", "работа специалиста"
    MATERIALS = "materials", "методические материалы"


class DoseState(TextChoices):
    PLANNED = "planned", "запланирована"
    DELIVERED = "delivered", "оказана"
    CANCELLED = "cancelled", "отменена"


class Audience(TextChoices):
    """Whom an obligation of the year concerns."""

    DEPARTMENT = "department", "управление образования"
    METHODICAL_CENTRE = "methodical_centre", "методический центр"
    COORDINATOR = "coordinator", "координатор"
    CURATOR = "curator", "куратор"
    SCHOOL = "school", "школа"


STAGE_TONES = {
    CaseStage.CANDIDATE: "draft",
    CaseStage.APPLIED: "info",
    CaseStage.INTERVIEW_PLANNED: "info",
    CaseStage.INTERVIEWED: "info",
    CaseStage.DIAGNOSIS: "info",
    CaseStage.DEFICITS: "info",
    CaseStage.PLANNING: "warn",
    CaseStage.IMPLEMENTATION: "good",
    CaseStage.INTERIM: "good",
    CaseStage.FINAL: "good",
    CaseStage.EXPERTISE: "warn",
    CaseStage.CLOSED: "neutral",
}
ROADMAP_TONES = {
    RoadmapState.DRAFT: "draft",
    RoadmapState.SUBMITTED: "info",
    RoadmapState.RETURNED: "warn",
    RoadmapState.AGREED: "info",
    RoadmapState.APPROVED: "good",
    RoadmapState.PUBLISHED: "good",
}
MEASURE_TONES = {
    MeasureState.PLANNED: "draft",
    MeasureState.IN_PROGRESS: "info",
    MeasureState.DONE: "info",
    MeasureState.CONFIRMED: "good",
    MeasureState.RETURNED: "warn",
    MeasureState.CANCELLED: "neutral",
}
EVIDENCE_TONES = {
    EvidenceState.UPLOADED: "info",
    EvidenceState.ACCEPTED: "good",
    EvidenceState.REJECTED: "bad",
    EvidenceState.REPLACED: "neutral",
}
RAG_TONES = {Rag.GREEN: "good", Rag.AMBER: "warn", Rag.RED: "bad"}
ANNEX_TONES = {
    AnnexState.DRAFT: "draft",
    AnnexState.ASSOCIATION: "info",
    AnnexState.DEPUTY: "info",
    AnnexState.HEAD: "info",
    AnnexState.RETURNED: "warn",
    AnnexState.APPROVED: "good",
    AnnexState.PUBLISHED: "good",
    AnnexState.DECLINED: "neutral",
}
RISK_LEVEL_TONES = {RiskLevel.HIGH: "bad", RiskLevel.MEDIUM: "warn", RiskLevel.LOW: "neutral"}
