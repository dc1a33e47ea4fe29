"""Papers: forms to choose from, sheets on the screen, Word at once, PDF by a worker, files ready."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from roadmaps.documents.kinds import KINDS, Form, PaperKind
from roadmaps.documents.plan_source import read_plan
from roadmaps.documents.sheets import paper_context
from roadmaps.documents.short_words import short_words_of
from roadmaps.lifecycle import EDITABLE_ROADMAP
from roadmaps.models import Paper, Roadmap
from roadmaps.selectors.papers import forms_on_panel, papers_in_sight
from roadmaps.services.abbreviations import abbreviations_mark, set_abbreviations
from roadmaps.services.edit_rows import may_edit
from roadmaps.services.papers import request_paper
from shnor_portal.accounts.access import person, requires, visible_or_404
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.docx import docx_response
from shnor_portal.common.downloads import attachment, opened
from shnor_portal.common.refusals import Refusal


def subject_or_404(request: HttpRequest, subject: str, pk: int) -> tuple[PaperKind, Any]:
    """What the papers are about, if the person sees it."""
    kind = KINDS.get(subject)
    if kind is None:
        raise Http404
    return kind, visible_or_404(kind.rows_in_sight(person(request)), pk=pk)


def form_or_404(kind: PaperKind, code: str) -> Form:
    form = kind.form(code)
    if form is None:
        raise Http404
    return form


def paper_or_404(request: HttpRequest, pk: int) -> Paper:
    """The file, if the person sees what it is about; a row of Paper alone opens nothing."""
    return visible_or_404(papers_in_sight(person(request)), pk=pk)


def page_of_subject(kind: PaperKind, row: Any) -> str:
    return reverse(kind.page, args=[getattr(row, kind.named_by)])


@require_GET
def papers(request: HttpRequest, subject: str, pk: int) -> HttpResponse:
    """Forms of the paper with their files; pages of the road put its middle into themselves."""
    kind, row = subject_or_404(request, subject, pk)
    forms = forms_on_panel(person(request), kind, row)
    context = {
        "kind": kind,
        "row": row,
        "forms": forms,
        "back": page_of_subject(kind, row),
        "is_draft": kind.is_draft(row),
        "waits": any(form.is_being_made for form in forms),
        "can_word": kind.code == "roadmap" and row.state in EDITABLE_ROADMAP and may_edit(person(request), row),
    }
    return render(request, "roadmaps/papers.html", context)


@require_GET
def preview(request: HttpRequest, subject: str, pk: int, form: str) -> HttpResponse:
    """The sheets as they will be printed."""
    kind, row = subject_or_404(request, subject, pk)
    layout = form_or_404(kind, form)
    context = {**paper_context(layout.build(row)), "kind": kind, "row": row, "form": layout}
    return render(request, "roadmaps/documents/preview.html", context)


@require_GET
def word(request: HttpRequest, subject: str, pk: int, form: str) -> HttpResponse:
    """The paper for Word, made at once."""
    kind, row = subject_or_404(request, subject, pk)
    paper = form_or_404(kind, form).build(row)
    return docx_response(f"{file_name(paper.title)}.docx", paper)


@require_POST
def make(request: HttpRequest, subject: str, pk: int, form: str) -> HttpResponse:
    """Ask a worker for the PDF."""
    kind, row = subject_or_404(request, subject, pk)
    request_paper(kind=kind, row=row, form=form_or_404(kind, form), by=person(request))
    messages.info(request, "PDF готовится и появится в документах сам.")
    return redirect("roadmaps:papers", subject=subject, pk=pk)


@require_GET
def download(request: HttpRequest, pk: int) -> FileResponse:
    """A file that is ready."""
    paper = paper_or_404(request, pk)
    return attachment(opened(paper.file), filename=f"{file_name(paper.title)}.pdf", content_type="application/pdf")


def file_name(title: str) -> str:
    """A title as a name of a file: no separators of folders, and short enough for every system."""
    return title.replace("/", "-").replace("\n", " ").strip()[:120]


@require_http_methods(["GET", "POST"])
@requires(Permission.VIEW_ROADMAPS)
def abbreviations(request: HttpRequest, pk: int) -> HttpResponse:
    """Abbreviations of a roadmap: what the dictionary says, what the author makes of it; what was typed is kept."""
    rows = Roadmap.objects.visible_to(person(request)).select_related("school", "municipality", "case")
    roadmap = visible_or_404(rows, pk=pk)
    if not may_edit(person(request), roadmap):
        raise PermissionDenied
    refusal, typed = None, None
    if request.method == "POST":
        typed = dict(zip(request.POST.getlist("short"), request.POST.getlist("words"), strict=False))
        try:
            set_abbreviations(roadmap_id=pk, words=typed, mark=request.POST.get("mark", ""), by=person(request))
        except Refusal as said:
            refusal = said
        else:
            messages.success(request, "Перечень сокращений сохранён.")
            return redirect("roadmaps:papers", subject="roadmap", pk=pk)
    found = short_words_of(read_plan(roadmap))
    context = {
        "roadmap": roadmap,
        "rows": [(one, (typed or {}).get(one.short, one.words)) for one in found],
        "unknown": sum(one.needs_author for one in found),
        "mark": abbreviations_mark(roadmap),
        "refusal": refusal,
    }
    return render(request, "roadmaps/abbreviations.html", context, status=refusal.status if refusal else 200)
