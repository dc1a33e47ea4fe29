"""Words of documents. Imports nothing of ours."""

from django.db.models import TextChoices


class OrderKind(TextChoices):
    RISK_LIST = "risk_list", "об утверждении перечня школ"


class OrderState(TextChoices):
    """Life of an order; transitions are in lifecycle.py."""

    DRAFT = "draft", "проект"
    REGISTERED = "registered", "зарегистрирован"
    CANCELLED = "cancelled", "отменён"


STATE_TONES = {OrderState.DRAFT: "draft", OrderState.REGISTERED: "good", OrderState.CANCELLED: "neutral"}
