"""Reasons of acts: a code of the reference book and words beside it, as one sentence for the history."""

from roadmaps.reference.reasons import REASONS, ReasonKind
from shnor_portal.common.refusals import Refusal


def reason_text(kind: ReasonKind, code: str, comment: str) -> str:
    """«Школа закрыта. Распоряжение № 5». Raises Refusal REASON_REQUIRED (400) without a known code, or without words
    where the code alone says too little."""
    item = REASONS[kind].get(code)
    comment = comment.strip()
    if item is None or (item.needs_comment and not comment):
        raise Refusal(
            "REASON_REQUIRED",
            "Причина не указана или указана не полностью.",
            "Выберите причину из списка; если она требует пояснения, напишите его.",
            status=400,
        )
    return f"{item.title}. {comment}"[:600] if comment else item.title
