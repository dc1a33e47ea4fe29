"""Handing a roadmap in and taking it back before the department has answered."""

from django.db import transaction
from django.utils import timezone

from roadmaps.enums import CaseStage, SubmissionState
from roadmaps.models import Roadmap, RoadmapSubmission
from roadmaps.notifications import ROADMAP_SUBMITTED
from roadmaps.selectors.differences import answered_before, text_of
from roadmaps.services.approval_messages import reviewers_of, send_submission
from roadmaps.services.guards import roadmap_for_act
from roadmaps.services.roadmap_moves import move_roadmap
from shnor_portal.accounts.models import User
from shnor_portal.common.canonical import fingerprint
from shnor_portal.common.refusals import Refusal
from shnor_portal.common.text import clean_text

BEFORE_PLANNING = frozenset(
    {
        CaseStage.CANDIDATE,
        CaseStage.APPLIED,
        CaseStage.INTERVIEW_PLANNED,
        CaseStage.INTERVIEWED,
        CaseStage.DIAGNOSIS,
        CaseStage.DEFICITS,
    }
)


@transaction.atomic
def submit_roadmap(*, roadmap_id: int, note: str, by: User, version: int | None = None) -> RoadmapSubmission:
    """Hand the roadmap in with its whole text of this moment.

    Raises Refusal CASE_STAGE before the case plans, NO_MEASURES for an empty plan, STATE, STALE, CASE_PAUSED …; other
    faults of a plan are shown as warnings and are the reviewer's to judge.
    """
    roadmap, transition = roadmap_for_act(roadmap_id=roadmap_id, act="submit", by=by, version=version)
    require_planning(roadmap)
    text = text_of(roadmap)
    if not text.rows:
        raise Refusal("NO_MEASURES", "В дорожной карте нет ни одного мероприятия.", "Добавьте мероприятия и сдайте её.")
    content = text.to_json()
    last = RoadmapSubmission.objects.filter(roadmap=roadmap).order_by("-number").first()
    submission = RoadmapSubmission.objects.create(
        municipality_id=roadmap.municipality_id,
        roadmap=roadmap,
        number=last.number + 1 if last else 1,
        content=content,
        content_sha256=fingerprint(content),
        note=typed(note, 600),
        submitted_by=by,
    )
    roadmap.submitted_at = submission.submitted_at
    move_roadmap(
        roadmap,
        transition,
        by=by,
        told=f"Дорожная карта сдана на рассмотрение ({submission.number}-й раз)" if last else "Дорожная карта сдана",
        text=submission.note,
        details={"submission": submission.pk, "sha256": submission.content_sha256},
    )
    send_submission(ROADMAP_SUBMITTED, submission, reviewers_of(roadmap), by, submission.note)
    return submission


@transaction.atomic
def withdraw_roadmap(*, roadmap_id: int, by: User, version: int | None = None) -> Roadmap:
    """Take the roadmap back to go on editing; the handing-in stays as one that was not answered."""
    roadmap, transition = roadmap_for_act(roadmap_id=roadmap_id, act="withdraw", by=by, version=version)
    submission = waiting_submission(roadmap)
    decide(submission, SubmissionState.WITHDRAWN, by)
    answered = answered_before(submission)
    roadmap.submitted_at = answered.submitted_at if answered else None
    return move_roadmap(
        roadmap, transition, by=by, told="Дорожная карта отозвана с рассмотрения", details={"submission": submission.pk}
    )


def require_planning(roadmap: Roadmap) -> None:
    """Refusal CASE_STAGE: what a plan must treat is not fixed yet."""
    case = roadmap.case
    if case is not None and case.stage in BEFORE_PLANNING:
        raise Refusal(
            "CASE_STAGE",
            f"Сдавать карту рано: поддержка школы на этапе «{CaseStage(case.stage).label}».",
            "Карту сдают после того, как зафиксированы дефициты и школа перешла к её составлению.",
        )


def waiting_submission(roadmap: Roadmap) -> RoadmapSubmission:
    """The newest handing-in: of a roadmap that is being read, the one that is read. Raises Refusal NOT_SUBMITTED."""
    found = RoadmapSubmission.objects.filter(roadmap=roadmap).order_by("-number").first()
    if found is None:
        raise Refusal("NOT_SUBMITTED", "Эту карту ещё не сдавали.", "Обновите страницу.")
    found.roadmap = roadmap
    return found


def decide(
    submission: RoadmapSubmission,
    state: SubmissionState,
    by: User | None,
    comment: str = "",
    codes: list[str] | None = None,
) -> None:
    """Write what became of the handing-in."""
    submission.state, submission.comment = state, comment
    submission.reason_codes = codes or []
    submission.decided_by, submission.decided_at = by, timezone.now()
    submission.save()


def typed(text: str, limit: int) -> str:
    """What a person typed, ready to be stored. Raises Refusal TEXT_CONTROL, TEXT_TOO_LONG."""
    reading = clean_text(text.replace("\r\n", "\n").strip(), limit)
    for problem in reading.problems:
        raise Refusal(problem.code, f"{problem.message}.", problem.hint, status=400)
    return reading.value
