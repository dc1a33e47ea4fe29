"""The department's answer to a roadmap: return, agree, approve; and opening one in force for changes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone

from roadmaps.enums import SubmissionState
from roadmaps.models import Remark, Roadmap, RoadmapSubmission
from roadmaps.notifications import ROADMAP_AGREED, ROADMAP_APPROVED, ROADMAP_RETURNED
from roadmaps.reference.reasons import REASONS, ReasonKind
from roadmaps.selectors.programme import today_in
from roadmaps.selectors.remarks import open_remarks
from roadmaps.services.approval_messages import approvers_of, authors_of, send_roadmap, send_submission
from roadmaps.services.case_progress import follow_roadmap
from roadmaps.services.guards import roadmap_for_act
from roadmaps.services.roadmap_moves import move_roadmap
from roadmaps.services.submissions import decide, typed, waiting_submission
from shnor_portal.accounts.models import User
from shnor_portal.common.numbers import plural
from shnor_portal.common.refusals import Refusal

COMMENT = 2000


@dataclass(slots=True)
class BulkApproval:
    """What became of approving several: the approved ones, and those declined with the reason."""

    approved: list[Roadmap] = field(default_factory=list)
    declined: list[tuple[Roadmap, Refusal]] = field(default_factory=list)


@transaction.atomic
def return_roadmap(
    *, roadmap_id: int, reason_codes: Iterable[str], comment: str, by: User, version: int | None = None
) -> RoadmapSubmission:
    """Send the roadmap back. Raises Refusal REASON_REQUIRED without a reason and without a remark, STATE, STALE …"""
    roadmap, transition = roadmap_for_act(roadmap_id=roadmap_id, act="return", by=by, version=version)
    submission = waiting_submission(roadmap)
    codes, said = known_codes(reason_codes), typed(comment, COMMENT)
    remarks = Remark.objects.filter(submission=submission).count()
    require_ground(codes, said, remarks)
    decide(submission, SubmissionState.RETURNED, by, said, codes)
    text = return_words(codes, said, remarks)
    move_roadmap(
        roadmap,
        transition,
        by=by,
        told="Дорожная карта возвращена на доработку",
        text=text,
        note=text,
        details={"submission": submission.pk, "reason_codes": codes, "remarks": remarks},
    )
    send_submission(ROADMAP_RETURNED, submission, authors_of(roadmap), by, text)
    return submission


def known_codes(codes: Iterable[str]) -> list[str]:
    """Codes of the reference book, each once. Raises Refusal REASON_REQUIRED for any other."""
    chosen = list(dict.fromkeys(codes))
    if any(code not in REASONS[ReasonKind.ROADMAP_RETURN] for code in chosen):
        raise Refusal("REASON_REQUIRED", "Такой причины в справочнике нет.", "Выберите из списка.", status=400)
    return chosen


def require_ground(codes: list[str], comment: str, remarks: int) -> None:
    """A school that gets its roadmap back must be able to see what to mend."""
    if not codes and not remarks:
        raise Refusal(
            "REASON_REQUIRED",
            "Не сказано, что исправить.",
            "Выберите хотя бы одну причину или напишите замечание к строке.",
            status=400,
        )
    silent = [REASONS[ReasonKind.ROADMAP_RETURN][code] for code in codes if not comment]
    for reason in silent:
        if reason.needs_comment:
            raise Refusal(
                "REASON_REQUIRED", f"Причина «{reason.title}» без пояснения непонятна.", "Напишите его.", status=400
            )


def return_words(codes: list[str], comment: str, remarks: int) -> str:
    """«Нет ответственного; Срок не определён. 3 замечания. Комментарий.»"""
    titles = "; ".join(REASONS[ReasonKind.ROADMAP_RETURN][code].title for code in codes)
    counted = f"{remarks} {plural(remarks, 'замечание', 'замечания', 'замечаний')}" if remarks else ""
    return ". ".join(part for part in (titles, counted, comment) if part)


@transaction.atomic
def agree_roadmap(*, roadmap_id: int, comment: str, by: User, version: int | None = None) -> RoadmapSubmission:
    """Agree to the roadmap. Raises Refusal REMARKS_OPEN while remarks are open and nothing is said about it …"""
    roadmap, transition = roadmap_for_act(roadmap_id=roadmap_id, act="agree", by=by, version=version)
    submission = waiting_submission(roadmap)
    said = typed(comment, COMMENT)
    left = open_remarks(roadmap).count()
    if left and not said:
        raise Refusal(
            "REMARKS_OPEN",
            f"Не закрыто: {left} {plural(left, 'замечание', 'замечания', 'замечаний')}.",
            "Закройте их, верните карту или напишите, почему согласовываете так.",
        )
    decide(submission, SubmissionState.AGREED, by, said)
    roadmap.agreed_at, roadmap.agreed_by = timezone.now(), by
    move_roadmap(
        roadmap,
        transition,
        by=by,
        told="Дорожная карта согласована",
        text=said,
        note=said,
        details={"submission": submission.pk, "open_remarks": left},
    )
    people = {person.pk: person for person in (*authors_of(roadmap), *approvers_of(roadmap))}
    send_submission(ROADMAP_AGREED, submission, people.values(), by, said)
    return submission


@transaction.atomic
def approve_roadmap(
    *,
    roadmap_id: int,
    by: User,
    number: str = "",
    adopted_on: date | None = None,
    version: int | None = None,
) -> Roadmap:
    """Put an agreed roadmap into force; the case goes over to implementation.

    Number and date of the act are given both or neither. Raises Refusal ACT_INCOMPLETE, VALUE_DATE, STATE, STALE …
    """
    roadmap, transition = roadmap_for_act(roadmap_id=roadmap_id, act="approve", by=by, version=version)
    roadmap.number, roadmap.adopted_on = act_details(roadmap, number, adopted_on)
    roadmap.approved_at, roadmap.approved_by = timezone.now(), by
    act = f"Акт № {roadmap.number} от {adopted_on:%d.%m.%Y}" if adopted_on else ""
    move_roadmap(
        roadmap,
        transition,
        by=by,
        told="Дорожная карта утверждена",
        text=act,
        details={"number": roadmap.number, "adopted_on": adopted_on},
    )
    follow_roadmap(roadmap, by)
    send_roadmap(ROADMAP_APPROVED, roadmap, authors_of(roadmap), by, act or "Дорожная карта утверждена.")
    return roadmap


def act_details(roadmap: Roadmap, number: str, adopted_on: date | None) -> tuple[str, date | None]:
    """Number and date as stored. Raises Refusal ACT_INCOMPLETE for one without the other, VALUE_DATE for tomorrow."""
    stripped = typed(number, 32)
    if bool(stripped) != (adopted_on is not None):
        raise Refusal(
            "ACT_INCOMPLETE", "У акта указывают и номер, и дату.", "Заполните оба поля или ни одного.", status=400
        )
    if adopted_on is not None and adopted_on > today_in(roadmap.municipality):
        raise Refusal("VALUE_DATE", "Дата акта ещё не наступила.", "Укажите день подписания.", status=400)
    return stripped, adopted_on


@transaction.atomic
def approve_many(
    *, chosen: Iterable[tuple[int, int | None]], by: User, number: str = "", adopted_on: date | None = None
) -> BulkApproval:
    """Approve several by one act, given as pairs of key and version: each stands or falls alone, all in one order.

    Raises PermissionDenied when the person may not approve one of them, and nothing is approved then.
    """
    done = BulkApproval()
    for roadmap_id, version in sorted(dict(chosen).items()):
        try:
            with transaction.atomic():
                done.approved.append(
                    approve_roadmap(roadmap_id=roadmap_id, by=by, number=number, adopted_on=adopted_on, version=version)
                )
        except Refusal as refusal:
            done.declined.append((Roadmap.objects.select_related("school").get(pk=roadmap_id), refusal))
    return done


@transaction.atomic
def reopen_roadmap(*, roadmap_id: int, reason: str, by: User, version: int | None = None) -> Roadmap:
    """Open a roadmap in force for changes: it is handed in, agreed and approved anew; work done stays done."""
    roadmap, transition = roadmap_for_act(roadmap_id=roadmap_id, act="reopen", by=by, version=version, reason=reason)
    said = typed(reason, 600)
    roadmap.agreed_at = roadmap.agreed_by = roadmap.approved_at = roadmap.approved_by = None
    move_roadmap(roadmap, transition, by=by, told="Дорожная карта открыта для изменений", text=said, note=said)
    send_roadmap(ROADMAP_APPROVED, roadmap, authors_of(roadmap), by, f"Карта открыта для изменений: {said}")
    return roadmap
