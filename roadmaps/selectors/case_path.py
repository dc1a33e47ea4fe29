"""The path of a school's year (DOMAIN §7.2) as one line: what is done, what is now and with whom, what is ahead."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from roadmaps.enums import CaseOutcome, CaseStage, EntryKind, RoadmapState
from roadmaps.models import CaseEvent, Roadmap, SupportCase
from roadmaps.selectors.pauses import days_paused, pauses_in
from roadmaps.selectors.programme import Programme
from roadmaps.selectors.stage_terms import stage_due_on

S = CaseStage
StopState = Literal["done", "current", "paused", "skipped", "ahead"]

STOPS: tuple[tuple[str, tuple[CaseStage, ...]], ...] = (
    ("Вход в программу", (S.CANDIDATE, S.APPLIED)),
    ("Собеседование", (S.INTERVIEW_PLANNED, S.INTERVIEWED)),
    ("Диагностика", (S.DIAGNOSIS,)),
    ("Дефициты", (S.DEFICITS,)),
    ("Дорожная карта", (S.PLANNING,)),
    ("Реализация", (S.IMPLEMENTATION,)),
    ("Промежуточный мониторинг", (S.INTERIM,)),
    ("Итоговый мониторинг", (S.FINAL,)),
    ("Экспертиза результата", (S.EXPERTISE,)),
    ("Итог", (S.CLOSED,)),
)
STATE_WORDS: dict[StopState, str] = {
    "done": "пройдено",
    "current": "сейчас",
    "paused": "приостановлено",
    "skipped": "не проводилось",
    "ahead": "впереди",
}
DEPARTMENT, SCHOOL = "управление образования", "школа"
HOLDERS: dict[str, str] = {
    S.CANDIDATE: DEPARTMENT,
    S.APPLIED: DEPARTMENT,
    S.INTERVIEW_PLANNED: DEPARTMENT,
    S.INTERVIEWED: DEPARTMENT,
    S.DIAGNOSIS: "координатор и куратор",
    S.DEFICITS: "координатор",
    S.PLANNING: SCHOOL,
    S.IMPLEMENTATION: SCHOOL,
    S.INTERIM: "координатор",
    S.FINAL: "координатор",
    S.EXPERTISE: "руководство управления",
}
ROADMAP_HOLDERS: dict[str, str] = {
    RoadmapState.SUBMITTED: "куратор и управление",
    RoadmapState.AGREED: "руководство управления",
    RoadmapState.APPROVED: "координатор",
    RoadmapState.PUBLISHED: "координатор",
}


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop of the line. `holder`, `since` and `due_on` are told of the present one; `due_on` of the coming too."""

    title: str
    state: StopState
    note: str = ""
    holder: str = ""
    since: date | None = None
    due_on: date | None = None
    is_late: bool = False

    @property
    def words(self) -> str:
        return STATE_WORDS[self.state]


def path_of(
    case: SupportCase, events: Sequence[CaseEvent], roadmap: Roadmap | None, programme: Programme, today: date
) -> list[Stop]:
    """The line of the case, from its table of stages and what its history says of them. Asks the database nothing."""
    passed = stages_passed(case, events)
    at = _place(case)
    paused = days_paused(pauses_in(events), case.stage_since, case.municipality.zone)
    stops = []
    for place, (title, stages) in enumerate(STOPS):
        state = _state(case, place, at, stages, passed)
        if state in ("done", "skipped"):
            stops.append(Stop(title, state, note=_note(case, roadmap, stages)))
        elif state == "ahead":
            due_on = None if case.is_closed else stage_due_on(stages[-1], case.academic_year, programme)
            stops.append(Stop(title, state, due_on=due_on))
        else:
            due_on = stage_due_on(case.stage, case.academic_year, programme, paused)
            here = Stop(title, state, _note(case, roadmap, stages))
            stops.append(_present(case, roadmap, due_on, here, programme, today))
    return stops


def stages_passed(case: SupportCase, events: Iterable[CaseEvent]) -> set[str]:
    """Stages the case has ever stood on."""
    found = {stage for event in events for stage in (event.stage_from, event.stage_to) if stage}
    return found | {case.stage, case.closed_from} - {""}


def holder_of(case: SupportCase, roadmap: Roadmap | None) -> str:
    """Who is to act now, in words; nobody while the case is paused or closed."""
    if case.is_closed or case.is_paused:
        return ""
    if case.stage == S.PLANNING and roadmap is not None:
        return ROADMAP_HOLDERS.get(roadmap.state, SCHOOL)
    holder = HOLDERS[case.stage]
    return str(case.coordinator) if holder.startswith("координатор") and case.coordinator else holder


def _place(case: SupportCase) -> int:
    return next(place for place, (_, stages) in enumerate(STOPS) if case.stage in stages)


def _state(case: SupportCase, place: int, at: int, stages: tuple[CaseStage, ...], passed: set[str]) -> StopState:
    if place == at:
        return "paused" if case.is_paused else "done" if case.is_closed else "current"
    if passed.intersection(stages):
        return "done"
    if place > at:
        return "ahead"
    return "skipped" if passed else "done"


def _present(
    case: SupportCase, roadmap: Roadmap | None, due_on: date | None, stop: Stop, programme: Programme, today: date
) -> Stop:
    """The stop the case stands on: with whom, since when, till when."""
    is_late = stop.state == "current" and due_on is not None and programme.days_late(due_on, today) > 0
    holder = holder_of(case, roadmap)
    return Stop(stop.title, stop.state, stop.note, holder, case.stage_since, due_on, is_late)


def _note(case: SupportCase, roadmap: Roadmap | None, stages: tuple[CaseStage, ...]) -> str:
    """What a stop says beneath its title."""
    if S.CANDIDATE in stages:
        return "заявка подана" if case.stage == S.APPLIED else EntryKind(case.entry_kind).label
    if S.INTERVIEWED in stages and case.stage in stages:
        return "назначено" if case.stage == S.INTERVIEW_PLANNED else "проведено"
    if S.PLANNING in stages:
        return RoadmapState(roadmap.state).label if roadmap else "карты ещё нет"
    if S.CLOSED in stages and case.outcome:
        return CaseOutcome(case.outcome).label
    return ""
