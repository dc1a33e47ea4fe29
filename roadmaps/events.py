"""Events of the road that other systems of a city may be told of."""

from shnor_portal.webhooks.events import declare_event

_GROUP = "Дорожные карты"

# --- measures and reviews ---
MEASURE_FINISHED = declare_event("measure.finished", "Школа отметила мероприятие выполненным", group=_GROUP)
MEASURE_CONFIRMED = declare_event("measure.confirmed", "Выполнение мероприятия подтверждено", group=_GROUP)
MEASURE_RETURNED = declare_event("measure.returned", "Мероприятие возвращено на доработку", group=_GROUP)
REVIEW_SIGNED = declare_event("review.signed", "Подписана ежемесячная экспертиза школы", group=_GROUP)

# --- approval of roadmaps ---
ROADMAP_EVENTS = {
    "submit": declare_event("roadmap.submitted", "Школа сдала дорожную карту", group=_GROUP),
    "return": declare_event("roadmap.returned", "Дорожная карта возвращена на доработку", group=_GROUP),
    "agree": declare_event("roadmap.agreed", "Дорожная карта согласована", group=_GROUP),
    "approve": declare_event("roadmap.approved", "Дорожная карта утверждена", group=_GROUP),
    "publish": declare_event("roadmap.published", "Дорожная карта опубликована на сайте школы", group=_GROUP),
    "reopen": declare_event("roadmap.reopened", "Дорожная карта открыта для изменений", group=_GROUP),
}
"""Events by act of the roadmap's life; taking a roadmap back before an answer concerns nobody else."""

# --- support cases ---
CASE_OPENED = declare_event("case.opened", "Открыта поддержка школы", group="Поддержка школ")
CASE_MOVED = declare_event("case.moved", "Поддержка школы перешла на другой этап", group="Поддержка школ")
CASE_PAUSED = declare_event("case.paused", "Поддержка школы приостановлена", group="Поддержка школ")
CASE_RESUMED = declare_event("case.resumed", "Поддержка школы продолжена после паузы", group="Поддержка школ")
CASE_CLOSED = declare_event("case.closed", "Поддержка школы завершена", group="Поддержка школ")
