"""Lives of the road, each as one table: support case, roadmap, measure, evidence, annex, application, review."""

from roadmaps.enums import (
    AnnexState,
    ApplicationState,
    CaseStage,
    ConcernState,
    EvidenceState,
    InterviewState,
    MeasureState,
    ReviewState,
    RoadmapState,
)
from shnor_portal.accounts.permissions import Permission as P
from shnor_portal.common.lifecycles import Lifecycle, Transition

S = CaseStage
OPEN_STAGES = frozenset(stage for stage in CaseStage if stage != CaseStage.CLOSED)
BEFORE_DIAGNOSIS = frozenset({S.CANDIDATE, S.APPLIED, S.INTERVIEWED})

# What must hold besides (DOMAIN §7.2): services/case_guards.py.
CASE = Lifecycle(
    "школа",
    CaseStage,
    (
        Transition("apply", "Подать заявку", frozenset({S.CANDIDATE}), S.APPLIED, (P.APPLY_FOR_SUPPORT,)),
        Transition(
            "plan_interview",
            "Назначить собеседование",
            frozenset({S.CANDIDATE, S.APPLIED, S.INTERVIEW_PLANNED}),
            S.INTERVIEW_PLANNED,
            (P.MANAGE_CASES,),
        ),
        Transition(
            "hold_interview",
            "Провести собеседование",
            frozenset({S.INTERVIEW_PLANNED}),
            S.INTERVIEWED,
            (P.MANAGE_CASES,),
        ),
        Transition("diagnose", "Начать диагностику", BEFORE_DIAGNOSIS, S.DIAGNOSIS, (P.MANAGE_CASES,)),
        Transition("fix_deficits", "Зафиксировать дефициты", frozenset({S.DIAGNOSIS}), S.DEFICITS, (P.MANAGE_CASES,)),
        Transition(
            "plan",
            "Перейти к дорожной карте",
            frozenset({S.DEFICITS}),
            S.PLANNING,
            (P.MANAGE_CASES, P.EDIT_ROADMAPS),
        ),
        Transition(
            "implement", "Начать реализацию", frozenset({S.PLANNING, S.INTERIM}), S.IMPLEMENTATION, (P.MANAGE_CASES,)
        ),
        Transition(
            "interim", "Начать промежуточный мониторинг", frozenset({S.IMPLEMENTATION}), S.INTERIM, (P.MANAGE_CASES,)
        ),
        Transition("final", "Начать итоговый мониторинг", frozenset({S.IMPLEMENTATION}), S.FINAL, (P.MANAGE_CASES,)),
        Transition(
            "examine", "Передать на экспертизу результата", frozenset({S.FINAL}), S.EXPERTISE, (P.MANAGE_CASES,)
        ),
        Transition("exit", "Вывести из перечня", frozenset({S.EXPERTISE}), S.CLOSED, (P.DECIDE_EXIT,)),
        Transition("continue", "Продолжить поддержку", frozenset({S.EXPERTISE}), S.CLOSED, (P.DECIDE_EXIT,)),
        Transition("change_format", "Сменить формат поддержки", frozenset({S.EXPERTISE}), S.CLOSED, (P.DECIDE_EXIT,)),
        Transition("stop", "Прекратить поддержку", OPEN_STAGES, S.CLOSED, (P.MANAGE_CASES,), needs_reason=True),
        Transition("transfer", "Передать школе-преемнику", OPEN_STAGES, S.CLOSED, (P.MANAGE_CASES,), needs_reason=True),
        Transition(
            "reopen", "Возобновить", frozenset({S.CLOSED}), S.IMPLEMENTATION, (P.DECIDE_EXIT,), needs_reason=True
        ),
    ),
)

R = RoadmapState
EDITABLE_ROADMAP = frozenset({R.DRAFT, R.RETURNED})
ROADMAP_IN_FORCE = frozenset({R.APPROVED, R.PUBLISHED})
ROADMAP = Lifecycle(
    "дорожная карта",
    RoadmapState,
    (
        Transition(
            "submit", "Сдать на рассмотрение", EDITABLE_ROADMAP, R.SUBMITTED, (P.EDIT_ROADMAPS, P.EDIT_CITY_ROADMAP)
        ),
        Transition(
            "withdraw",
            "Отозвать с рассмотрения",
            frozenset({R.SUBMITTED}),
            R.DRAFT,
            (P.EDIT_ROADMAPS, P.EDIT_CITY_ROADMAP),
        ),
        Transition(
            "return", "Вернуть на доработку", frozenset({R.SUBMITTED, R.AGREED}), R.RETURNED, (P.REVIEW_ROADMAPS,)
        ),
        Transition("agree", "Согласовать", frozenset({R.SUBMITTED}), R.AGREED, (P.REVIEW_ROADMAPS,)),
        Transition("approve", "Утвердить", frozenset({R.AGREED}), R.APPROVED, (P.APPROVE_ROADMAPS,)),
        Transition(
            "publish",
            "Отметить публикацию на сайте",
            frozenset({R.APPROVED, R.PUBLISHED}),
            R.PUBLISHED,
            (P.EDIT_ROADMAPS, P.EDIT_CITY_ROADMAP),
        ),
        Transition(
            "reopen",
            "Открыть для изменений",
            ROADMAP_IN_FORCE,
            R.RETURNED,
            (P.APPROVE_ROADMAPS,),
            needs_reason=True,
        ),
    ),
)

M = MeasureState
OPEN_MEASURES = frozenset({M.PLANNED, M.IN_PROGRESS, M.RETURNED})
DUE_MEASURES = frozenset(state for state in MeasureState if state != MeasureState.CANCELLED)
MEASURE = Lifecycle(
    "мероприятие",
    MeasureState,
    (
        Transition("start", "Взять в работу", frozenset({M.PLANNED, M.RETURNED}), M.IN_PROGRESS, (P.REPORT_PROGRESS,)),
        Transition("finish", "Отметить выполненным", OPEN_MEASURES, M.DONE, (P.REPORT_PROGRESS,)),
        Transition("take_back", "Вернуть в работу", frozenset({M.DONE}), M.IN_PROGRESS, (P.REPORT_PROGRESS,)),
        Transition("confirm", "Подтвердить выполнение", frozenset({M.DONE}), M.CONFIRMED, (P.CHECK_EVIDENCE,)),
        Transition(
            "return",
            "Вернуть на доработку",
            frozenset({M.DONE, M.CONFIRMED}),
            M.RETURNED,
            (P.CHECK_EVIDENCE,),
            needs_reason=True,
        ),
        Transition(
            "cancel", "Снять мероприятие", OPEN_MEASURES, M.CANCELLED, (P.OVERRIDE_MEASURES,), needs_reason=True
        ),
        Transition(
            "restore", "Вернуть в план", frozenset({M.CANCELLED}), M.PLANNED, (P.OVERRIDE_MEASURES,), needs_reason=True
        ),
        Transition(
            "override_confirm",
            "Подтвердить по решению координатора",
            OPEN_MEASURES,
            M.CONFIRMED,
            (P.OVERRIDE_MEASURES,),
            needs_reason=True,
        ),
    ),
)

E = EvidenceState
EVIDENCE = Lifecycle(
    "подтверждение",
    EvidenceState,
    (
        Transition("accept", "Принять", frozenset({E.UPLOADED, E.REJECTED}), E.ACCEPTED, (P.CHECK_EVIDENCE,)),
        Transition(
            "reject",
            "Отклонить",
            frozenset({E.UPLOADED, E.ACCEPTED}),
            E.REJECTED,
            (P.CHECK_EVIDENCE,),
            needs_reason=True,
        ),
        Transition("replace", "Заменить", frozenset({E.UPLOADED, E.REJECTED}), E.REPLACED, (P.REPORT_PROGRESS,)),
    ),
)

A = AnnexState
ANNEX_WITH_TEACHER = frozenset({A.DRAFT, A.RETURNED})
ANNEX_BEING_READ = frozenset({A.ASSOCIATION, A.DEPUTY, A.HEAD})
ANNEX = Lifecycle(
    "приложение",
    AnnexState,
    (
        Transition("send", "Передать на ШМО", ANNEX_WITH_TEACHER, A.ASSOCIATION, (P.WRITE_ANNEXES,)),
        Transition("decline", "Отказаться от составления", ANNEX_WITH_TEACHER, A.DECLINED, (P.WRITE_ANNEXES,)),
        Transition("take_up", "Вернуться к составлению", frozenset({A.DECLINED}), A.DRAFT, (P.WRITE_ANNEXES,)),
        Transition(
            "pass_deputy", "ШМО: передать заместителю", frozenset({A.ASSOCIATION}), A.DEPUTY, (P.WRITE_ANNEXES,)
        ),
        Transition(
            "pass_head",
            "Передать руководителю",
            frozenset({A.ASSOCIATION, A.DEPUTY}),
            A.HEAD,
            (P.WRITE_ANNEXES,),
        ),
        Transition("return", "Вернуть учителю", ANNEX_BEING_READ, A.RETURNED, (P.WRITE_ANNEXES,), needs_reason=True),
        Transition("approve", "Утвердить", frozenset({A.HEAD}), A.APPROVED, (P.APPROVE_ANNEXES,)),
        Transition(
            "publish",
            "Отметить размещение на сайте",
            frozenset({A.APPROVED, A.PUBLISHED}),
            A.PUBLISHED,
            (P.APPROVE_ANNEXES,),
        ),
    ),
)

APPLICATION = Lifecycle(
    "заявка",
    ApplicationState,
    (
        Transition(
            "accept", "Принять", frozenset({ApplicationState.SUBMITTED}), ApplicationState.ACCEPTED, (P.MANAGE_CASES,)
        ),
        Transition(
            "decline",
            "Отклонить",
            frozenset({ApplicationState.SUBMITTED}),
            ApplicationState.DECLINED,
            (P.MANAGE_CASES,),
            needs_reason=True,
        ),
        Transition(
            "withdraw",
            "Отозвать",
            frozenset({ApplicationState.SUBMITTED}),
            ApplicationState.WITHDRAWN,
            (P.APPLY_FOR_SUPPORT,),
        ),
    ),
)

INTERVIEW = Lifecycle(
    "собеседование",
    InterviewState,
    (
        Transition("hold", "Провести", frozenset({InterviewState.PLANNED}), InterviewState.HELD, (P.MANAGE_CASES,)),
        Transition(
            "cancel",
            "Отменить",
            frozenset({InterviewState.PLANNED}),
            InterviewState.CANCELLED,
            (P.MANAGE_CASES,),
            needs_reason=True,
        ),
    ),
)

CONCERN = Lifecycle(
    "вопрос",
    ConcernState,
    (
        Transition(
            "escalate",
            "Передать руководителю",
            frozenset({ConcernState.OPEN}),
            ConcernState.ESCALATED,
            (P.MANAGE_CASES,),
            needs_reason=True,
        ),
        Transition(
            "resolve",
            "Отметить решённым",
            frozenset({ConcernState.OPEN, ConcernState.ESCALATED}),
            ConcernState.RESOLVED,
            (P.MANAGE_CASES, P.DECIDE_EXIT),
            needs_reason=True,
        ),
        Transition(
            "reopen",
            "Поднять снова",
            frozenset({ConcernState.RESOLVED}),
            ConcernState.OPEN,
            (P.WRITE_CASE_NOTES,),
            needs_reason=True,
        ),
    ),
)

REVIEW = Lifecycle(
    "экспертиза",
    ReviewState,
    (
        Transition("sign", "Подписать", frozenset({ReviewState.DRAFT}), ReviewState.SIGNED, (P.CONDUCT_REVIEWS,)),
        Transition(
            "reopen",
            "Открыть для исправления",
            frozenset({ReviewState.SIGNED}),
            ReviewState.DRAFT,
            (P.CONDUCT_REVIEWS,),
            needs_reason=True,
        ),
    ),
)

LIFECYCLES = {
    "case": CASE,
    "roadmap": ROADMAP,
    "measure": MEASURE,
    "evidence": EVIDENCE,
    "annex": ANNEX,
    "application": APPLICATION,
    "interview": INTERVIEW,
    "concern": CONCERN,
    "review": REVIEW,
}
