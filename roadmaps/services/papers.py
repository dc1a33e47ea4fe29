"""Making the PDF of a paper: asked for by a person, made by a worker, kept with the fingerprint of what it shows."""

import hashlib
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction

from roadmaps.documents.kinds import KINDS, Form, PaperKind
from roadmaps.documents.sheets import paper_fingerprint, paper_html, paper_stylesheet
from roadmaps.models import Paper
from roadmaps.selectors.papers import RENDER_KIND
from shnor_portal.accounts.models import User
from shnor_portal.common.docx import Paper as Sheets
from shnor_portal.common.pdf import render_pdf
from shnor_portal.jobs.handle import JobHandle
from shnor_portal.jobs.models import Job
from shnor_portal.jobs.services import enqueue


@transaction.atomic
def request_paper(*, kind: PaperKind, row: Any, form: Form, by: User) -> Job:
    """Ask for a fresh PDF; the same form of the same row waits in the queue once."""
    if not kind.rows_in_sight(by).filter(pk=row.pk).exists():
        raise PermissionDenied
    return enqueue(
        kind=RENDER_KIND,
        title=f"PDF: {form.title}",
        municipality_id=row.municipality_id,
        by=by,
        arguments={"subject": kind.code, "row": row.pk, "form": form.code},
        unique_key=f"{RENDER_KIND}:{kind.code}:{row.pk}:{form.code}",
    )


def render_paper(*, subject: str, row: int, form: str, handle: JobHandle | None = None) -> Paper:
    """Render the row as it is now. The same content is rendered once: a repeated job gives the file at hand."""
    kind = KINDS[subject]
    held = kind.rows().get(pk=row)
    layout = kind.form(form)
    if layout is None:
        raise LookupError(f"no form {form} of {subject}")
    sheets = layout.build(held)
    shown = paper_fingerprint(sheets)
    ready = Paper.objects.filter(subject_kind=subject, subject_id=row, form=form, content_sha256=shown).first()
    if ready is not None:
        return ready
    if handle is not None:
        handle.progress(0, 1, "Верстаем документ")
    paper = Paper(
        municipality_id=held.municipality_id,
        school_id=held.scope_school_id,
        subject_kind=subject,
        subject_id=row,
        form=form,
        is_draft=kind.is_draft(held),
        title=sheets.title[:300],
        job_id=handle.job_id if handle else None,
        content_sha256=shown,
    )
    return _kept(paper, sheets, handle)


def _kept(paper: Paper, sheets: Sheets, handle: JobHandle | None) -> Paper:
    rendered = render_pdf(paper_html(sheets), stylesheet=paper_stylesheet(sheets))
    paper.size, paper.pages = len(rendered.data), rendered.pages
    paper.sha256 = hashlib.sha256(rendered.data).hexdigest()
    with transaction.atomic():
        paper.file.save("paper.pdf", ContentFile(rendered.data), save=False)
        paper.save()
    if handle is not None:
        handle.progress(1, 1, "Готово")
    return paper
