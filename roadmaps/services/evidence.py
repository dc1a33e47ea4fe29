"""Evidence of a measure: attached, replaced and reused by the school; accepted or rejected by those who check."""

from collections.abc import Callable

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from roadmaps.enums import EvidenceState, MeasureState
from roadmaps.lifecycle import EVIDENCE
from roadmaps.models import Evidence, Measure
from roadmaps.notifications import EVIDENCE_REJECTED
from roadmaps.reference.reasons import ReasonKind
from roadmaps.services.doing_messages import tell_school
from roadmaps.services.evidence_slots import keep_file, new_evidence, proof_of
from roadmaps.services.measure_guards import held_measure, reason_words
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.accounts.services import run_once
from shnor_portal.audit.services import record
from shnor_portal.common.downloads import opened
from shnor_portal.common.refusals import Refusal

REPORTERS = (Permission.REPORT_PROGRESS,)
CLOSED = frozenset({MeasureState.CONFIRMED, MeasureState.CANCELLED})


def add_evidence(
    *, measure_id: int, title: str, by: User, upload: UploadedFile | None = None, link: str = "", nonce: str = ""
) -> Evidence:
    """Attach a file or a link; a repeated `nonce` attaches nothing more.

    Raises Refusal MEASURE_CLOSED, and of `evidence_slots.proof_of`, which looks at the file before the transaction.
    """
    proof = proof_of(upload, link)

    def attach() -> Evidence:
        row = new_evidence(_open_measure(measure_id, by), proof, title, by)
        _record(row, "add", by)
        return row

    return _once(attach, by, f"evidence:{nonce}" if nonce else "")


def replace_evidence(
    *, evidence_id: int, title: str, by: User, upload: UploadedFile | None = None, link: str = "", nonce: str = ""
) -> Evidence:
    """Put a new version in the place of an evidence that is not accepted; the old one stays readable.

    Two that arrive at once become two versions, one after the other: the later takes the place of the earlier.
    """
    proof = proof_of(upload, link)

    def put() -> Evidence:
        measure = _open_measure(Evidence.objects.get(pk=evidence_id).measure_id, by)
        old = _newest(Evidence.objects.get(pk=evidence_id))
        old.state = EVIDENCE.check("replace", old.state).target
        old.save(update_fields=["state"])
        row = new_evidence(measure, proof, title or old.title, by, number=old.number + 1, replaces=old)
        _record(row, "replace", by, replaces=old.pk)
        return row

    return _once(put, by, f"replace:{nonce}" if nonce else "")


def _once(act: Callable[[], Evidence], by: User, key: str) -> Evidence:
    """The act in a transaction of its own, once for a key."""
    with transaction.atomic():
        return Evidence.objects.get(pk=int(run_once(by=by, key=key, act=lambda: str(act().pk))))


def _newest(row: Evidence) -> Evidence:
    """The last version of the slot."""
    while later := Evidence.objects.filter(replaces=row).first():
        row = later
    return row


def reuse_evidence(*, evidence_id: int, measure_id: int, by: User, nonce: str = "") -> Evidence:
    """Attach last year's accepted evidence of the same school again, as a row and bytes of its own.

    The copy is checked anew, and its rights and deletion depend on nothing else. Raises Refusal REUSE_FOREIGN.
    """
    return _once(lambda: _copied(evidence_id, measure_id, by), by, f"reuse:{nonce}" if nonce else "")


def _copied(evidence_id: int, measure_id: int, by: User) -> Evidence:
    measure = _open_measure(measure_id, by)
    source = Evidence.objects.select_related("measure__roadmap").get(pk=evidence_id)
    if not _is_reusable(source, measure):
        raise Refusal(
            "REUSE_FOREIGN",
            "Повторно прикладывают принятые подтверждения своей школы.",
            "Выберите подтверждение из списка прошлого года.",
        )
    row = Evidence(
        municipality_id=measure.municipality_id,
        measure=measure,
        reused_from=source,
        uploaded_by=by,
        **{name: getattr(source, name) for name in ("kind", "title", "url", "original_name", "content_type", "size")},
        sha256=source.sha256,
    )
    if source.file:
        with opened(source.file) as stream:
            keep_file(row, ContentFile(stream.read()), row.save)
    else:
        row.save()
    _record(row, "reuse", by, source=source.pk)
    return row


def _is_reusable(source: Evidence, measure: Measure) -> bool:
    then, now = source.measure.roadmap, measure.roadmap
    same_owner = then.municipality_id == now.municipality_id and then.school_id == now.school_id
    return same_owner and then.academic_year < now.academic_year and source.state == EvidenceState.ACCEPTED


@transaction.atomic
def accept_evidence(*, evidence_id: int, by: User, comment: str = "") -> Evidence:
    """The evidence shows what the measure promised."""
    row = _for_decision(evidence_id, "accept", by)
    return _decided(row, "accept", by, comment=comment)


@transaction.atomic
def reject_evidence(*, evidence_id: int, reason_code: str, by: User, comment: str = "") -> Evidence:
    """It does not, and the school is told why. Raises Refusal LAST_EVIDENCE for the ground of a confirmed measure."""
    row = _for_decision(evidence_id, "reject", by, reason_code)
    reason = reason_words(ReasonKind.EVIDENCE_REJECTION, reason_code, comment)
    if row.measure.state == MeasureState.CONFIRMED and not _others_accepted(row):
        raise Refusal(
            "LAST_EVIDENCE",
            "На этом подтверждении держится подтверждённое мероприятие.",
            "Сначала верните мероприятие на доработку.",
        )
    decided = _decided(row, "reject", by, comment=comment, reason_code=reason_code)
    tell_school(row.measure, by, EVIDENCE_REJECTED, f"{row.title}. {reason}")
    return decided


def _others_accepted(row: Evidence) -> bool:
    return row.measure.evidence.filter(state=EvidenceState.ACCEPTED).exclude(pk=row.pk).exists()


def _open_measure(measure_id: int, by: User) -> Measure:
    measure = held_measure(measure_id=measure_id, by=by, permissions=REPORTERS)
    if measure.state in CLOSED:
        raise Refusal(
            "MEASURE_CLOSED",
            "Мероприятие подтверждено или снято, подтверждений больше не требуется.",
            "Если нужно дополнить, попросите куратора вернуть мероприятие.",
        )
    return measure


def _for_decision(evidence_id: int, act: str, by: User, reason: str | None = None) -> Evidence:
    """The evidence locked behind its measure."""
    measure_id = Evidence.objects.values_list("measure_id", flat=True).get(pk=evidence_id)
    measure = held_measure(measure_id=measure_id, by=by, permissions=EVIDENCE[act].permissions)
    row = Evidence.objects.select_for_update().get(pk=evidence_id)
    row.measure = measure
    EVIDENCE.check(act, row.state, reason)
    return row


def _decided(row: Evidence, act: str, by: User, *, comment: str, reason_code: str = "") -> Evidence:
    row.state, row.reason_code, row.comment = EVIDENCE[act].target, reason_code, comment[:600]
    row.decided_by, row.decided_at = by, timezone.now()
    row.save()
    _record(row, act, by, reason_code=reason_code)
    return row


def _record(row: Evidence, act: str, by: User, **details: object) -> None:
    record(
        action=f"evidence.{act}",
        by=by,
        on=row,
        municipality_id=row.municipality_id,
        details={"measure": row.measure_id, "kind": row.kind, "number": row.number, **details},
    )
