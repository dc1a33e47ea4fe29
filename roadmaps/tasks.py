"""Celery tasks and kinds of jobs of the road."""

from typing import Any

from roadmaps.selectors.papers import RENDER_KIND
from roadmaps.services.papers import render_paper
from roadmaps.services.publishing import SITE_KIND, check_site, look_again
from roadmaps.services.reminders import remind_due
from shnor_portal.accounts.permissions import Permission
from shnor_portal.celery import app
from shnor_portal.jobs.handle import JobHandle
from shnor_portal.jobs.registry import job_kind


# --- calendar ---
@app.task(name="roadmaps.remind")
def remind() -> None:
    """Tell the cities whose morning has come."""
    remind_due()


# --- papers ---
@job_kind(RENDER_KIND, title="PDF документа поддержки", permission=Permission.MANAGE_CASES)
def render(handle: JobHandle, *, subject: str, row: int, form: str) -> dict[str, Any]:
    """Render a paper; the result names the file."""
    paper = render_paper(subject=subject, row=row, form=form, handle=handle)
    return {"paper_id": paper.pk, "pages": paper.pages, "sha256": paper.sha256}


# --- pages on schools' sites ---
@app.task(name="roadmaps.look_at_sites")
def look_at_sites() -> None:
    """Queue looks at published pages nobody has looked at for a week."""
    look_again()


@job_kind(SITE_KIND, title="Проверка страницы с картой", permission=Permission.REVIEW_ROADMAPS)
def check(handle: JobHandle, *, roadmap_id: int) -> dict[str, Any]:
    """Open the page of a published roadmap; the result says what was found."""
    look = check_site(roadmap_id=roadmap_id)
    return {"found": look.is_found if look else None, "error": look.error if look else "", "roadmap_id": roadmap_id}
