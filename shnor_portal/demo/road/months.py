"""Month after month: the coordinator's reviews, and the help that schools were given."""

from datetime import date, timedelta

from roadmaps.enums import CorrectionState, SupportKind
from roadmaps.models import Measure, MonthlyReview, SupportCase
from roadmaps.reference.review_criteria import REVIEW_CRITERIA
from roadmaps.services.corrections import answer_correction
from roadmaps.services.doses import deliver_dose, plan_dose
from roadmaps.services.reviews import CorrectionDraft, ReviewDraft, save_review, sign_review, start_review
from shnor_portal.demo.road.cast import Cast
from shnor_portal.demo.road.days import Days
from shnor_portal.demo.road.stories import Rag, Story

CHECKED = "Четыре урока математики, протоколы двух ШМО, страница «Школа роста» на сайте, подтверждения месяца."
REMARKS = "Общие критерии письменных работ приняты, но проверяет по ним пока половина учителей."
CORRECTION = "Сверить по общим критериям 20 работ шестых классов двумя учителями."
MARKS = {Rag.GREEN: (2, 2, 2, 1), Rag.AMBER: (1, 2, 1, 1), Rag.RED: (0, 1, 1, 0)}
DOSES = (
    (SupportKind.VISIT, "Посещение уроков и разбор с учителями", "Методический центр", 9, 22, 180, 6),
    (SupportKind.SEMINAR, "Общие критерии письменных работ", "Методический центр", 10, 13, 120, 11),
    (SupportKind.MENTORING, "Парный урок учителя школы-лидера", "Лицей № 1", 11, 10, 90, 4),
    (SupportKind.CONSULTATION, "Консультация по приложениям к рабочим программам", "Методический центр", 12, 8, 60, 5),
    (SupportKind.TRAINING, "Как спрашивать, чтобы ученик думал", "Краевой институт", 2, 9, 1080, 3),
)
"""Kind, what, by whom, month, day, minutes, people."""


def review_months(case: SupportCase, story: Story, days: Days, cast: Cast) -> None:
    """Signed reviews of the months that are over; of the current one a draft, where the story has a curator."""
    for number, month in enumerate(days.months_before()):
        light, reason = story.lights[number % len(story.lights)]
        sign_month(case, month, said(light, reason, corrections(case, light, days)), cast)
    if story.is_curated:
        draft = start_review(case_id=case.pk, month=days.today.replace(day=1), by=cast.coordinator)
        kept = ReviewDraft(checked="Два урока русского языка в 5-х классах.")
        save_review(review_id=draft.pk, draft=kept, version=draft.version, by=cast.coordinator)


def sign_month(case: SupportCase, month: date, draft: ReviewDraft, cast: Cast) -> None:
    begun = start_review(case_id=case.pk, month=month, by=cast.coordinator)
    sign_review(review_id=begun.pk, draft=draft, version=begun.version, by=cast.coordinator)


def said(light: Rag, reason: str, asked: tuple[CorrectionDraft, ...]) -> ReviewDraft:
    """What the coordinator writes for a light: marks run through the four of it."""
    marks = {code: {"mark": MARKS[light][number % 4], "note": ""} for number, code in enumerate(REVIEW_CRITERIA)}
    return ReviewDraft(
        checked=CHECKED, remarks=REMARKS, rag=light.value, rag_reason=reason, marks=marks, corrections=asked
    )


def corrections(case: SupportCase, light: Rag, days: Days) -> tuple[CorrectionDraft, ...]:
    """A month that is not green asks for one correction."""
    if light == Rag.GREEN:
        return ()
    measure = Measure.objects.live().filter(roadmap__case=case).order_by("pk").first()
    return (CorrectionDraft(CORRECTION, measure.pk if measure else None, days.ahead(12)),)


def answer_one(case: SupportCase, cast: Cast) -> None:
    """The school has done what a review asked for; the coordinator has not closed it yet."""
    review = MonthlyReview.objects.signed().filter(case=case, corrections__state=CorrectionState.OPEN).first()
    if review is not None:
        row = review.corrections.filter(state=CorrectionState.OPEN)[0]
        note = "Сверили 24 работы, разошлись в трёх; протокол ШМО на сайте."
        answer_correction(correction_id=row.pk, note=note, by=cast.deputy(case.school))


def support(case: SupportCase, days: Days, cast: Cast) -> None:
    """The dose log: help of the year as planned, given where its day has come."""
    for number, (kind, title, provider, month, day, minutes, people) in enumerate(DOSES):
        planned_on = days.on(month, day) + timedelta(days=number)
        fields = {
            "kind": kind.value,
            "title": title,
            "provider": provider,
            "planned_on": planned_on,
            "planned_minutes": minutes,
        }
        dose = plan_dose(case_id=case.pk, by=cast.coordinator, fields=fields)
        if planned_on < days.today:
            given = {
                "delivered_on": planned_on,
                "delivered_minutes": minutes - 15 * (number % 2),
                "participants": people,
            }
            deliver_dose(dose_id=dose.pk, version=dose.version, by=cast.coordinator, fields=given)
