"""Pages: one import from recognition to result. The state of the batch decides what is shown."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from shnor_portal.accounts.access import check_permission, person, requires
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.refusals import Refusal
from shnor_portal.imports.enums import BatchState
from shnor_portal.imports.forms import ChoiceForm
from shnor_portal.imports.models import ImportBatch
from shnor_portal.imports.selectors import running_job
from shnor_portal.imports.services import choose_layout, request_check
from shnor_portal.imports.services.reading import layouts_of
from shnor_portal.imports.targets import target_named
from shnor_portal.imports.views.pages import batch_or_404, frame
from shnor_portal.imports.views.preview import preview_context

ENDED = (BatchState.APPLIED, BatchState.UNDONE)


@require_GET
@requires(Permission.VIEW_IMPORTS)
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where the import stands: work under way, recognition, preview, result or refusal."""
    batch = batch_or_404(request, pk)
    context = frame(request, batch)
    if context["job"] is not None:
        return render(request, "imports/waiting.html", context)
    if batch.state in ENDED:
        return render(request, "imports/result.html", context | {"written": written_of(batch)})
    if batch.state == BatchState.CHECKED or batch.is_refused_by_rows:
        return render(request, "imports/preview.html", context | preview_context(request, batch))
    if batch.state == BatchState.REFUSED:
        return render(request, "imports/refused.html", context)
    return render(request, "imports/recognise.html", context | {"form": choice_form(batch)})


@require_POST
@requires(Permission.IMPORT_DATA)
def choose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep the choices, then on to the columns of a free table or straight to the check."""
    batch = batch_or_404(request, pk)
    check_permission(person(request), Permission.IMPORT_DATA, batch)
    form, refusal = choice_form(batch, request.POST), None
    if form.is_valid():
        try:
            return keep_choice(request, batch, form)
        except Refusal as said:
            refusal = said
    context = frame(request, batch) | {"form": form, "refusal": refusal}
    return render(request, "imports/recognise.html", context, status=refusal.status if refusal else 400)


@require_GET
@requires(Permission.VIEW_IMPORTS)
def rechoose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The choices of a checked batch once more."""
    batch = batch_or_404(request, pk)
    return render(request, "imports/recognise.html", frame(request, batch) | {"form": choice_form(batch)})


@require_GET
@requires(Permission.VIEW_IMPORTS)
def progress(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The job's progress for htmx; when it has ended the whole page is asked for anew."""
    batch = batch_or_404(request, pk)
    job = running_job(batch)
    response = render(request, "imports/_progress.html", {"batch": batch, "job": job})
    if job is None:
        response["HX-Refresh"] = "true"
    return response


def keep_choice(request: HttpRequest, batch: ImportBatch, form: ChoiceForm) -> HttpResponse:
    user, layout = person(request), form.cleaned_data["layout"]
    kept = {"mapping": batch.options.get("mapping")} if layout == batch.layout else {}
    choose_layout(
        batch_id=batch.public_id,
        layout=layout,
        choices=form.choices() | kept,
        by=user,
        version=form.cleaned_data["version"],
    )
    mapper = target_named(batch.target).mapper
    if mapper is not None and layout == mapper.layout:
        return redirect("imports:mapping", pk=batch.public_id)
    request_check(batch_id=batch.public_id, by=user)
    return redirect("imports:detail", pk=batch.public_id)


def choice_form(batch: ImportBatch, data: Any = None) -> ChoiceForm:
    target = target_named(batch.target)
    titles = {code: layout.title for code, layout in layouts_of(target).items()}
    return ChoiceForm(data, batch=batch, target=target, titles=titles)


def written_of(batch: ImportBatch) -> list[tuple[str, int]]:
    """What was written, or taken back, by Russian name."""
    name = "undone" if batch.state == BatchState.UNDONE else "written"
    return list(batch.counts.get(name, {}).items())
