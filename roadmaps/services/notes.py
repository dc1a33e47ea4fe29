"""Notes on a case. The text of a restricted one leaves the table by one door, and every opening is written down."""

from django.db import transaction

from roadmaps.models import CaseNote
from roadmaps.services.guards import locked_case, require_any, require_live
from roadmaps.services.history import tell
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.audit.services import record


@transaction.atomic
def write_note(*, case_id: int, text: str, is_restricted: bool, by: User) -> CaseNote:
    """Write a note. The history and the audit trail say that it was written, never what it says.

    Raises Refusal CASE_PAUSED, CASE_CLOSED.
    """
    case = locked_case(case_id)
    require_any(by, (Permission.WRITE_CASE_NOTES,), case)
    require_live(case)
    note = CaseNote.objects.create(
        municipality_id=case.municipality_id, case=case, text=text, is_restricted=is_restricted, author=by
    )
    tell(case, "note_written", "Закрытая заметка" if is_restricted else "Заметка", by=by, on=note)
    return note


@transaction.atomic
def open_note(*, note_id: int, by: User) -> CaseNote:
    """Give a restricted note to read; who opened it and when stays in the audit trail, each time."""
    note = CaseNote.objects.select_related("case__school", "case__municipality", "author").get(pk=note_id)
    require_any(by, (Permission.READ_RESTRICTED_NOTES,), note)
    details = {"case": note.case_id, "author": note.author_id}
    record(action="case.note_opened", by=by, on=note, municipality_id=note.municipality_id, details=details)
    return note
