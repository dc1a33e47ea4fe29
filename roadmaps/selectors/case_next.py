"""What to do next with a case: one act for the person who looks, or whom the case waits for."""

from dataclasses import dataclass, replace

from roadmaps.enums import CaseStage, InterviewState, RoadmapState
from roadmaps.lifecycle import CASE
from roadmaps.models import Roadmap, SupportCase
from roadmaps.selectors.case_path import holder_of
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission

S, R = CaseStage, RoadmapState


@dataclass(frozen=True, slots=True)
class NextStep:
    """`act` is sent by a form, `page` names a page; both are empty when the case waits for others."""

    title: str
    text: str
    act: str = ""
    page: str = ""
    waits_for: str = ""


_TASKS = NextStep(
    "Выполнять мероприятия", "Школа отчитывается о сделанном и прикладывает подтверждения, лучше ссылкой."
)
_AT_PLAN = {
    R.DRAFT: Permission.EDIT_ROADMAPS,
    R.RETURNED: Permission.EDIT_ROADMAPS,
    R.SUBMITTED: Permission.REVIEW_ROADMAPS,
    R.AGREED: Permission.APPROVE_ROADMAPS,
}
"""Whose turn it is with a roadmap of each state."""

_BY_STAGE: dict[str, NextStep] = {
    S.CANDIDATE: NextStep(
        "Назначить собеседование",
        "Разговор с управленческой командой школы: проблемные точки и решения со сроками.",
        page="plan_interview",
    ),
    S.APPLIED: NextStep(
        "Назначить собеседование",
        "Школа подала заявку: обсудите с командой проблемы и запрошенную помощь.",
        page="plan_interview",
    ),
    S.INTERVIEW_PLANNED: NextStep(
        "Составить протокол", "Собеседование назначено. После него запишите, что решили.", page="minutes"
    ),
    S.INTERVIEWED: NextStep("Начать диагностику", "Собеседование проведено.", act="diagnose"),
    S.DIAGNOSIS: NextStep(
        "Зафиксировать дефициты",
        "Сверьте дефициты и риск-факторы, выберите, с чем школа работает в этом году.",
        act="fix_deficits",
    ),
    S.DEFICITS: NextStep("Перейти к дорожной карте", "Дефициты известны, школа может составлять карту.", act="plan"),
    S.IMPLEMENTATION: NextStep(
        "Начать промежуточный мониторинг", "Школа выполняет мероприятия, координатор смотрит её раз в месяц.", "interim"
    ),
    S.INTERIM: NextStep(
        "Вернуться к реализации", "Подпишите промежуточное заключение, чтобы школа шла дальше.", act="implement"
    ),
    S.FINAL: NextStep(
        "Передать на экспертизу результата", "Подпишите итоговое заключение с рекомендацией.", act="examine"
    ),
    S.EXPERTISE: NextStep("Решить, чем закончить год", "Выход, продолжение или смена формата.", page="decide_case"),
}


def next_step(case: SupportCase, roadmap: Roadmap | None, user: User) -> NextStep | None:
    """The step for this person; None for a closed case."""
    if case.is_closed:
        return None
    if case.is_paused:
        return _for(user, case, NextStep("Возобновить поддержку", case.pause_reason, page="resume_case"), "")
    if case.stage == S.PLANNING:
        return _planning(case, roadmap, user)
    if case.stage == S.IMPLEMENTATION:
        return _implementation(case, user)
    if case.stage == S.DEFICITS and case.needs_format:
        text = f"Школа в перечне {case.years_in_row}-й год подряд: сначала решите, как изменится поддержка."
        return _for(user, case, NextStep("Выбрать формат поддержки", text, page="choose_format"), "")
    step = _BY_STAGE[case.stage]
    if step.page == "minutes" and not _has_planned(case):
        step = NextStep("Назначить собеседование", "Собеседование отменено, назначьте новое.", page="plan_interview")
    return _for(user, case, step, step.act)


def _planning(case: SupportCase, roadmap: Roadmap | None, user: User) -> NextStep:
    if roadmap is not None and roadmap.is_in_force:
        step = NextStep("Начать реализацию", "Дорожная карта утверждена.", act="implement")
        return _for(user, case, step, step.act)
    if roadmap is None:
        text = "Школа составляет дорожную карту: цели, мероприятия, сроки, ответственные."
        if user.has_perm(Permission.EDIT_ROADMAPS, case):
            return NextStep("Составить дорожную карту", text, page="create_roadmap")
    else:
        text = f"Дорожная карта школы: {roadmap.get_state_display()}."
        if user.has_perm(_AT_PLAN[R(roadmap.state)], case):
            return NextStep("Открыть дорожную карту", text, page="roadmap")
    return NextStep("Составить и утвердить дорожную карту", text, waits_for=holder_of(case, roadmap))


def _implementation(case: SupportCase, user: User) -> NextStep:
    """The coordinator's step leads on; everybody else sees the work that the stage is for, the school with its list."""
    if user.has_perm(Permission.MANAGE_CASES, case):
        return _BY_STAGE[S.IMPLEMENTATION]
    if user.has_perm(Permission.REPORT_PROGRESS, case):
        return replace(_TASKS, page="my_measures")
    return replace(_TASKS, waits_for=holder_of(case, None))


def _has_planned(case: SupportCase) -> bool:
    return any(interview.state == InterviewState.PLANNED for interview in case.interviews.all())


def _for(user: User, case: SupportCase, step: NextStep, act: str) -> NextStep:
    """The step with its way in, or, for someone who may not do it, with the one it waits for."""
    permissions = CASE[act].permissions if act else (Permission.MANAGE_CASES,)
    if step.page == "decide_case":
        permissions = (Permission.DECIDE_EXIT,)
    if any(user.has_perm(permission, case) for permission in permissions):
        return step
    return NextStep(step.title, step.text, waits_for=holder_of(case, None) or "управление образования")
