"""Kinds of messages that the road sends."""

from shnor_portal.notifications.kinds import declare

# --- support cases ---
CASES_OPENED = declare("cases_opened", "Открыта поддержка школы", by_mail=False)
CASE_MOVED = declare("case_moved", "Поддержка школы приостановлена, возобновлена или завершена")
CASE_ASSIGNED = declare("case_assigned", "Назначен координатор или куратор школы")
APPLICATION_SUBMITTED = declare("application_submitted", "Подана или отозвана заявка школы на поддержку")
APPLICATION_DECIDED = declare("application_decided", "По заявке школы принято решение")
INTERVIEW_CALLED = declare("interview_called", "Собеседование назначено, перенесено или отменено")
INTERVIEW_MINUTED = declare("interview_minuted", "Готов протокол собеседования")
CONCERN_RAISED = declare("concern_raised", "Поднят вопрос по школе")
CONCERN_ESCALATED = declare("concern_escalated", "Вопрос по школе передан руководителю")
CONCERN_RESOLVED = declare("concern_resolved", "Вопрос по школе решён")
CONCLUSION_SIGNED = declare("conclusion_signed", "Подписано экспертное заключение")
FORMAT_CHOSEN = declare("format_chosen", "Выбран формат поддержки школы")

# --- measures, evidence, reviews ---
MEASURE_DONE = declare("measure_done", "Школа отчиталась о мероприятии", by_mail=False)
MEASURE_DECIDED = declare("measure_decided", "Мероприятие подтверждено, снято или возвращено в план")
MEASURE_RETURNED = declare("measure_returned", "Мероприятие возвращено на доработку")
MEASURE_REMINDED = declare("measure_reminded", "Напоминание о мероприятии")
TERM_MOVED = declare("term_moved", "Срок мероприятия перенесён", by_mail=False)
EVIDENCE_REJECTED = declare("evidence_rejected", "Подтверждение отклонено")
REVIEW_SIGNED = declare("review_signed", "Подписана ежемесячная экспертиза")
CORRECTION_ANSWERED = declare("correction_answered", "Корректировка выполнена, закрыта или снята", by_mail=False)

# --- building and approval of roadmaps ---
ROADMAP_SUBMITTED = declare("roadmap_submitted", "Дорожная карта сдана на рассмотрение")
ROADMAP_RETURNED = declare("roadmap_returned", "Дорожная карта возвращена на доработку")
ROADMAP_AGREED = declare("roadmap_agreed", "Дорожная карта согласована")
ROADMAP_APPROVED = declare("roadmap_approved", "Дорожная карта утверждена или открыта для изменений")
CITY_MEASURES = declare("city_measures", "В карту школы добавлены или сняты мероприятия города")
SITE_LOST = declare("site_lost", "Дорожная карта на сайте школы не открывается")

# --- calendar ---
TERM_NEAR = declare("term_near", "Напоминание о близких сроках")
CALENDAR_DIGEST = declare("calendar_digest", "Сводка недели: просрочено, предстоит, ждёт вас")
LATE_TOO_LONG = declare("late_too_long", "Руководителю: что просрочено слишком долго")
SCHOOL_REMINDED = declare("school_reminded", "Координатор напоминает школе о сроках")

# --- annexes to work programmes ---
ANNEX_OPENED = declare("annex_opened", "Вам открыто приложение к рабочей программе", by_mail=False)
ANNEX_TO_READ = declare("annex_to_read", "Приложение ждёт вашего рассмотрения")
ANNEX_RETURNED = declare("annex_returned", "Приложение возвращено")
ANNEX_APPROVED = declare("annex_approved", "Приложение утверждено")
ANNEX_DECLINED = declare("annex_declined", "Учитель не будет составлять приложение", by_mail=False)
