"""Remarks pinned to rows: written and taken back by reviewers, answered and marked as resolved by the school."""

from django.db import transaction
from django.utils import timezone

from roadmaps.lifecycle import EDITABLE_ROADMAP
from roadmaps.models import Remark, Roadmap, RoadmapSubmission
from roadmaps.rules.plan_text import LABELS
from roadmaps.selectors.remarks import SAID
from roadmaps.services.approval import known_codes
from roadmaps.services.edit_rows import may_edit
from roadmaps.services.guards import locked_roadmap, require_any, require_live
from roadmaps.services.roadmap_moves import trace
from roadmaps.services.submissions import typed, waiting_submission
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.refusals import Refusal

REVIEWED = frozenset({"submitted", "agreed"})


@transaction.atomic
def add_remark(
    *, submission_id: int, measure_id: int | None, field: str, reason_code: str, text: str, by: User
) -> Remark:
    """Pin a remark to a row, to a cell of it, or to the whole roadmap (`measure_id=None`).

    Raises Refusal NOT_READ when the handing-in is not the one being read, ROW_GONE for a row it does not hold,
    TEXT_REQUIRED, REASON_REQUIRED.
    """
    submission = RoadmapSubmission.objects.get(pk=submission_id)
    roadmap = read_roadmap(submission, by)
    rows = {row["id"] for row in submission.content.get("rows", ())}
    if measure_id is not None and measure_id not in rows:
        raise Refusal("ROW_GONE", "Такой строки в сданной карте нет.", "Обновите страницу.")
    known_codes([reason_code] if reason_code else [])
    said = typed(text, 1000)
    if not said:
        raise Refusal("TEXT_REQUIRED", "Замечание пустое.", "Напишите, что исправить.", status=400)
    remark = Remark.objects.create(
        municipality_id=roadmap.municipality_id,
        roadmap=roadmap,
        submission=submission,
        measure_id=measure_id,
        field=field if measure_id is not None and field in LABELS else "",
        reason_code=reason_code,
        text=said,
        author=by,
    )
    trace(roadmap, "remark", "Написано замечание к дорожной карте", by=by, on=remark, details={"measure": measure_id})
    return remark


def read_roadmap(submission: RoadmapSubmission, by: User) -> Roadmap:
    """The roadmap locked while this very handing-in is being read. Raises PermissionDenied, Refusal NOT_READ …"""
    roadmap = locked_roadmap(submission.roadmap_id)
    require_any(by, (Permission.REVIEW_ROADMAPS,), roadmap)
    require_live(roadmap.case)
    if roadmap.state not in REVIEWED or waiting_submission(roadmap).pk != submission.pk:
        raise Refusal(
            "NOT_READ",
            "Эта сдача сейчас не на рассмотрении.",
            "Замечания пишут к карте, которую школа сдала последней.",
        )
    return roadmap


@transaction.atomic
def drop_remark(*, remark_id: int, by: User) -> RoadmapSubmission:
    """Take a remark back before the answer is given. Raises Refusal NOT_READ, REMARK_OF_ANOTHER."""
    remark = Remark.objects.select_related("submission").get(pk=remark_id)
    roadmap = read_roadmap(remark.submission, by)
    if remark.author_id != by.pk:
        raise Refusal("REMARK_OF_ANOTHER", "Замечание написал другой человек.", "Его убирает автор.")
    trace(roadmap, "remark_drop", "Замечание к дорожной карте убрано", by=by, details={"measure": remark.measure_id})
    remark.delete()
    return remark.submission


@transaction.atomic
def answer_remark(*, remark_id: int, answer: str, is_resolved: bool, by: User) -> Remark:
    """The school says what it did about a remark, and whether it counts it as resolved.

    A reviewer may close a remark as well. Raises PermissionDenied, Refusal STATE while nobody may mend the plan.
    """
    remark = Remark.objects.select_related("submission").get(pk=remark_id)
    roadmap = locked_roadmap(remark.roadmap_id)
    require_live(roadmap.case)
    if may_edit(by, roadmap) and remark.submission.state in SAID:
        require_mending(roadmap)
    else:
        require_any(by, (Permission.REVIEW_ROADMAPS,), roadmap)
    remark.answer = typed(answer, 600)
    remark.resolved_by, remark.resolved_at = (by, timezone.now()) if is_resolved else (None, None)
    remark.save(update_fields=["answer", "resolved_by", "resolved_at"])
    told = "Замечание к дорожной карте закрыто" if is_resolved else "Замечание к дорожной карте открыто"
    trace(roadmap, "remark_answer", told, by=by, text=remark.answer, on=remark, details={"resolved": is_resolved})
    return remark


def require_mending(roadmap: Roadmap) -> None:
    """Refusal STATE: the school answers while the roadmap is with it."""
    if roadmap.state not in EDITABLE_ROADMAP:
        raise Refusal(
            "STATE", "Карта сейчас не на доработке.", "Отвечать на замечания можно, пока карта возвращена школе."
        )
