"""Papers in a person's sight: whoever sees what a paper is about sees the paper, and nobody else."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from roadmaps.documents.kinds import KINDS, Form, PaperKind
from roadmaps.documents.sheets import paper_fingerprint
from roadmaps.models import Paper
from shnor_portal.accounts.models import User
from shnor_portal.jobs.models import Job

RENDER_KIND = "roadmaps.render_paper"


@dataclass(frozen=True, slots=True)
class FormOnPanel:
    """A form of the panel: its newest file, whether that shows the present text, and the work on a new one."""

    form: Form
    paper: Paper | None
    is_current: bool
    job: Job | None

    @property
    def is_being_made(self) -> bool:
        return self.job is not None and not self.job.is_finished


def papers_in_sight(user: User) -> QuerySet[Paper]:
    """Papers whose subject the person sees; a paper of a draft only while its subject is still one.

    Otherwise a school would read in an old file what its reviewer struck out before signing.
    """
    rule = Q(pk__in=[])
    for kind in KINDS.values():
        seen = kind.rows_in_sight(user).order_by()
        final = Q(is_draft=False, subject_id__in=seen.values("pk"))
        drafts = Q(subject_id__in=seen.filter(kind.drafts).values("pk")) if kind.drafts is not None else Q(pk__in=[])
        rule |= Q(subject_kind=kind.code) & (final | drafts)
    return Paper.objects.filter(rule)


def forms_on_panel(user: User, kind: PaperKind, row: Any) -> list[FormOnPanel]:
    """Forms of the kind with their newest files; the text is composed anew only for forms that have a file."""
    newest: dict[str, Paper] = {}
    for paper in papers_in_sight(user).filter(subject_kind=kind.code, subject_id=row.pk).order_by("-pk"):
        newest.setdefault(paper.form, paper)
    jobs = jobs_of(kind, row)
    return [_on_panel(form, newest.get(form.code), jobs.get(form.code), row) for form in kind.forms]


def _on_panel(form: Form, paper: Paper | None, job: Job | None, row: Any) -> FormOnPanel:
    is_current = paper is not None and paper.content_sha256 == paper_fingerprint(form.build(row))
    return FormOnPanel(form, paper, is_current, job)


def jobs_of(kind: PaperKind, row: Any) -> dict[str, Job]:
    """The newest job of each form of the row."""
    jobs = Job.objects.filter(
        municipality_id=row.municipality_id, kind=RENDER_KIND, arguments__subject=kind.code, arguments__row=row.pk
    )
    newest: dict[str, Job] = {}
    for job in jobs.order_by("-created_at"):
        newest.setdefault(job.arguments["form"], job)
    return newest
