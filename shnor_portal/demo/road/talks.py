"""Talks about a school: people put in charge, the interview and its minutes, concerns, notes."""

from datetime import date

from roadmaps.enums import AssignmentRole
from roadmaps.models import SupportCase
from roadmaps.reference.interview import INTERVIEW_QUESTIONS, InterviewTopic
from roadmaps.services.assignments import assign
from roadmaps.services.case_moves import pause_case
from roadmaps.services.concerns import escalate_concern, raise_concern, resolve_concern
from roadmaps.services.interviews import Call, Decided, Minutes, hold_interview, mark_decision, plan_interview
from roadmaps.services.notes import write_note
from shnor_portal.demo.road.cast import Cast, curate
from shnor_portal.demo.road.days import Days
from shnor_portal.demo.road.stories import Far, Story

PLACE = "Управление образования, кабинет 12"
QUESTIONS = 5
POINTS = (
    "Результаты шестых классов по математике ниже порога второй год",
    "Нет общей для школы проверки письменных работ",
    "Уроки замещаются без программы",
)
NIGHT_TALK = (
    "Директор просит не выносить на совещание: заместитель уходит в январе, замены пока нет. Вернуться к разговору "
    "до конца четверти."
)


def put_in_charge(case: SupportCase, story: Story, cast: Cast) -> None:
    """The coordinator for every school, the curator for those she supports."""
    assign(case_id=case.pk, role=AssignmentRole.COORDINATOR, person_id=cast.coordinator.pk, by=cast.officer)
    if story.is_curated:
        curate(cast, case.municipality, case.school)
        assign(case_id=case.pk, role=AssignmentRole.CURATOR, person_id=cast.curator.pk, by=cast.coordinator)


def call(case: SupportCase, day: date, hour: int, days: Days, cast: Cast) -> int:
    """Plan the entry interview; gives its key."""
    asked = [item.question for item in INTERVIEW_QUESTIONS.values() if item.topic == InterviewTopic.ENTRY]
    called = Call(
        planned_at=days.at(day, hour),
        place=PLACE,
        agenda=asked[:QUESTIONS],
        participants=["Директор школы", str(cast.deputy(case.school)), str(cast.coordinator)],
    )
    return plan_interview(case_id=case.pk, call=called, by=cast.coordinator).pk


def hear(case: SupportCase, story: Story, days: Days, cast: Cast) -> None:
    """The entry interview of September, minuted; decisions whose time has come are carried out."""
    place = story.place % 10
    day = days.past(9, 14 + place)
    interview_id = call(case, day, 10 + place % 6, days, cast)
    minutes = Minutes(
        held_on=day,
        heard=(
            "О результатах весны, о том, что школа уже пробовала, и о том, чего не сделает без помощи города. Команда "
            "школы разделяет причины по предметам."
        ),
        problem_points=list(POINTS),
        participants=["Директор школы", str(cast.deputy(case.school)), str(cast.coordinator)],
        chaired_by=str(cast.head),
        minuted_by=str(cast.coordinator),
        decisions=(
            Decided("Составить карту умений по параллелям 5–6", "Заместитель директора", days.on(10, 5)),
            Decided("Сдать проект дорожной карты", "Директор школы", days.on(11, 16)),
            Decided("Посетить шесть уроков математики и русского языка", "Методический центр", days.on(12, 1)),
        ),
    )
    held = hold_interview(interview_id=interview_id, minutes=minutes, by=cast.coordinator)
    done = 2 if story.far >= Far.SUBMITTED else 1
    for decision in held.decisions.order_by("position")[:done]:
        mark_decision(decision_id=decision.pk, is_done=True, by=cast.coordinator)


def raise_troubles(case: SupportCase, story: Story, cast: Cast) -> None:
    """A concern that only the head can decide, and one that the coordinator has resolved."""
    if not story.trouble:
        return
    deputy = cast.deputy(case.school)
    asked = raise_concern(case_id=case.pk, text="Кто оплатит подвоз учеников на занятия в базовую школу?", by=deputy)
    answer = "Автобус базовой школы, по вторникам и четвергам; письмо в школах есть."
    resolve_concern(concern_id=asked.pk, resolution=answer, by=cast.coordinator)
    concern = raise_concern(case_id=case.pk, text=story.trouble, by=deputy)
    escalate_concern(
        concern_id=concern.pk,
        reason="Нужно кадровое решение города: направить учителя или объединить классы.",
        by=cast.coordinator,
    )


def note_down(case: SupportCase, cast: Cast) -> None:
    """An ordinary note, and a restricted one: others see that it is there and not what it says."""
    text = "Были на двух уроках в 6 «Б»: темп хороший, но условие задачи дети не перечитывают."
    write_note(case_id=case.pk, text=text, is_restricted=False, by=cast.curator)
    write_note(case_id=case.pk, text=NIGHT_TALK, is_restricted=True, by=cast.coordinator)


def pause(case: SupportCase, cast: Cast) -> None:
    comment = "Второй корпус закрыт до конца четверти, классы разъехались по двум школам."
    pause_case(case_id=case.pk, reason_code="repair", comment=comment, by=cast.officer)
