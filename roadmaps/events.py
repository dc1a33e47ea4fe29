"""Events of the road that other systems of a city may be told of."""

from shnor_portal.webhooks.events import declare_event

_GROUP = "Дорожные карты"

# --- measures and reviews ---
MEASURE_FINISHED = declare_event("measure.finished", "Школа отметила мероприятие выполненным", group=_GROUP)
MEASURE_CONFIRMED = declare_event("measure.confirmed", "Выполнение мероприятия подтверждено", group=_GROUP)
MEASURE_RETURNED = declare_event("measure.returned", "Мероприятие возвращено на доработку", group=_GROUP)
REVIEW_SIGNED = declare_event("review.signed", "Подписана ежемесячная экспертиза школы", group=_GROUP)
