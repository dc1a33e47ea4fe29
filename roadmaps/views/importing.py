"""Pages: a table pasted from Word or Excel, and a plan from a file: each is looked at before it is taken."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from roadmaps.forms.plan_files import ColumnsForm, PasteForm, PlanChoiceForm, PlanFileForm, opened_seal, sealed
from roadmaps.importers.contents import content_from, draft_from, from_json, guess_columns, to_json
from roadmaps.importers.drafts import PlanDraft
from roadmaps.importers.paste import read_pasted
from roadmaps.importers.plans import recognise_plan
from roadmaps.models import Roadmap
from roadmaps.periods import Period, read_period
from roadmaps.rules.plan_draft import PlanContent, RowDraft
from roadmaps.selectors.programme import programme_of
from roadmaps.selectors.roadmap_page import plan_of, understood
from roadmaps.services.pasting import apply_plan, insert_rows
from roadmaps.views.editor import editable_or_403
from shnor_portal.accounts.access import person, requires
from shnor_portal.accounts.permissions import Permission
from shnor_portal.accounts.services import run_once
from shnor_portal.common.incoming import temporary_copy
from shnor_portal.common.refusals import Refusal
from shnor_portal.imports.reader.guard import read_tables
from shnor_portal.imports.reader.limits import PLANS


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row to be: a section when `row` is None."""

    title: str
    row: RowDraft | None = None
    period: Period | None = None

    @property
    def is_doubtful(self) -> bool:
        """The term deserves a look."""
        return bool(self.period and (self.period.problem or self.period.notes))

    @property
    def period_words(self) -> list[str]:
        """How the term was understood."""
        return understood(self.period) if self.period else []


def preview_of(roadmap: Roadmap, content: PlanContent) -> list[PreviewRow]:
    """Rows as they will stand, with their terms as understood."""
    terms = programme_of(roadmap.municipality).terms

    def shown(row: RowDraft) -> PreviewRow:
        period = read_period(row.texts.get("period_wording", ""), roadmap.academic_year, terms)
        return PreviewRow(row.texts.get("title", ""), row, period)

    rows = [shown(row) for row in content.loose]
    for section in content.sections:
        rows += [PreviewRow(section.title), *map(shown, section.rows)]
    return rows


@require_http_methods(["GET", "POST"])
@requires(Permission.VIEW_ROADMAPS)
def paste(request: HttpRequest, pk: int) -> HttpResponse:
    """Paste, look, take: one address, the next step follows from what was sent."""
    roadmap = editable_or_403(request, pk)
    try:
        if request.method == "POST" and "draft" in request.POST:
            return pasted(request, roadmap, opened_seal(roadmap, request.POST["draft"]))
        form = PasteForm(request.POST or None)
        if form.is_valid():
            place = {name: form.cleaned_data[name] for name in ("section", "after")}
            return pasted(request, roadmap, {"rows": read_pasted(form.cleaned_data["content"]), **place})
    except Refusal as said:
        context = {"roadmap": roadmap, "form": PasteForm(), "refusal": said}
        return render(request, "roadmaps/roadmap_paste.html", context, status=said.status)
    status = 400 if form.errors else 200
    return render(request, "roadmaps/roadmap_paste.html", {"roadmap": roadmap, "form": form}, status=status)


def pasted(request: HttpRequest, roadmap: Roadmap, data: dict[str, Any]) -> HttpResponse:
    """The preview with columns that can be named otherwise; «apply» takes the rows."""
    is_sent = "column_0" in request.POST
    form = ColumnsForm(request.POST if is_sent else None, columns=guess_columns(data["rows"]))
    refusal, draft = None, PlanDraft()
    try:
        draft = draft_from(data["rows"], form.columns())
        if "apply" in request.POST:
            return take_pasted(request, roadmap, content_from(draft), data)
    except Refusal as said:
        refusal = said
    place = {"section": data["section"], "after": data["after"]}
    context = {
        "roadmap": roadmap,
        "form": form,
        "draft": draft,
        "rows": preview_of(roadmap, content_from(draft)),
        "sealed": sealed(roadmap, {"rows": data["rows"], **place}),
        "refusal": refusal,
        "at": next((row for row in plan_of(roadmap).measures if row.pk == data["after"]), None),
    }
    status = refusal.status if refusal else 200
    return render(request, "roadmaps/roadmap_paste_preview.html", context, status=status)


def take_pasted(request: HttpRequest, roadmap: Roadmap, content: PlanContent, data: dict[str, Any]) -> HttpResponse:
    """Put the rows into the plan and lead to the first of them."""
    user = person(request)

    def act() -> str:
        place = {"section": data["section"], "after": data["after"]}
        step = insert_rows(roadmap_id=roadmap.pk, content=content, by=user, **place)
        return str(next(iter((step.after or {})["measures"]), ""))

    first = run_once(by=user, key=request.POST.get("nonce", ""), act=act)
    messages.success(request, f"Вставлено мероприятий: {len(content)}. Отменить можно кнопкой «Отменить».")
    return redirect(f"{reverse('roadmaps:edit_roadmap', args=[roadmap.pk])}#row-m{first}")


@require_http_methods(["GET", "POST"])
@requires(Permission.VIEW_ROADMAPS)
def import_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """A plan from a file: upload, look, take."""
    roadmap = editable_or_403(request, pk)
    form = PlanFileForm(request.POST or None, request.FILES or None)
    try:
        if request.method == "POST" and "draft" in request.POST:
            return take_file(request, roadmap, opened_seal(roadmap, request.POST["draft"]))
        if form.is_valid():
            return look_at_file(request, roadmap, read_draft(form.cleaned_data["file"]))
    except Refusal as said:
        context = {"roadmap": roadmap, "form": PlanFileForm(), "refusal": said}
        return render(request, "roadmaps/roadmap_import.html", context, status=said.status)
    status = 400 if form.is_bound and form.errors else 200
    return render(request, "roadmaps/roadmap_import.html", {"roadmap": roadmap, "form": form}, status=status)


def read_draft(file: UploadedFile) -> PlanDraft:
    """The file read behind the reader's guard, and recognised. Raises Refusal by the catalogue of bad files."""
    with temporary_copy(file, PLANS.file_bytes) as (path, _, _):
        return recognise_plan(read_tables(path, name=file.name or "план"))


def look_at_file(request: HttpRequest, roadmap: Roadmap, draft: PlanDraft) -> HttpResponse:
    """What was recognised, what is odd about it, and what will become of the rows that stand."""
    content = content_from(draft)
    context = {
        "roadmap": roadmap,
        "draft": draft,
        "rows": preview_of(roadmap, content),
        "standing": plan_of(roadmap),
        "sealed": sealed(roadmap, {"content": to_json(content), "revision": roadmap.revision}),
        "form": PlanChoiceForm(),
    }
    return render(request, "roadmaps/roadmap_import_preview.html", context)


def take_file(request: HttpRequest, roadmap: Roadmap, data: dict[str, Any]) -> HttpResponse:
    """Put the plan of the file in."""
    user, form = person(request), PlanChoiceForm(request.POST)
    if not form.is_valid():
        raise Refusal("BAD_REQUEST", "Не выбрано, что сделать с планом.", "Загрузите файл ещё раз.", status=400)
    content = from_json(data["content"])

    def act() -> str:
        step = apply_plan(
            roadmap_id=roadmap.pk,
            content=content,
            replace=form.cleaned_data["mode"] == "replace",
            with_head=form.cleaned_data["with_head"],
            revision=data["revision"],
            by=user,
        )
        return str(step.pk)

    run_once(by=user, key=request.POST.get("nonce", ""), act=act)
    messages.success(request, f"План загружен, мероприятий: {len(content)}. Отменить можно кнопкой «Отменить».")
    return redirect("roadmaps:edit_roadmap", pk=roadmap.pk)
