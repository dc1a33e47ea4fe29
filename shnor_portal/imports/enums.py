"""States and kinds of an import."""

from django.db.models import TextChoices


class BatchState(TextChoices):
    """Life of an import batch (загрузка): uploaded → recognised → checked → applied → undone, or refused."""

    UPLOADED = "uploaded", "загружена"
    RECOGNISED = "recognised", "распознана"
    CHECKED = "checked", "проверена"
    APPLIED = "applied", "применена"
    UNDONE = "undone", "отменена"
    REFUSED = "refused", "отклонена"


class Change(TextChoices):
    """What applying would do with one item."""

    NEW = "new", "новое"
    CHANGED = "changed", "изменится"
    SAME = "same", "без изменений"


class IssueSeverity(TextChoices):
    """Weight of a complaint."""

    ERROR = "error", "ошибка"
    WARNING = "warning", "предупреждение"
    INFO = "info", "к сведению"


STATE_TONES = {
    BatchState.UPLOADED: "draft",
    BatchState.RECOGNISED: "draft",
    BatchState.CHECKED: "info",
    BatchState.REFUSED: "bad",
    BatchState.APPLIED: "good",
    BatchState.UNDONE: "neutral",
}
"""How the interface shades a state."""

SEVERITY_TONES = {IssueSeverity.ERROR: "bad", IssueSeverity.WARNING: "warn", IssueSeverity.INFO: "info"}
