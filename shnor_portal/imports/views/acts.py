"""Acts on an import: check, apply, undo."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from shnor_portal.accounts.access import check_permission, person, requires
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.refusals import Refusal
from shnor_portal.imports.enums import BatchState
from shnor_portal.imports.models import ImportBatch
from shnor_portal.imports.services import request_apply, request_check, undo_batch
from shnor_portal.imports.targets import target_named
from shnor_portal.imports.views.pages import batch_or_404, frame


@require_POST
@requires(Permission.IMPORT_DATA)
def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Queue the check."""
    batch = _allowed(request, pk)
    try:
        request_check(batch_id=batch.public_id, by=person(request), version=shown_version(request))
    except Refusal as refusal:
        messages.error(request, f"{refusal.message} {refusal.hint}")
    return redirect("imports:detail", pk=pk)


@require_POST
@requires(Permission.IMPORT_DATA)
def apply(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Queue the application."""
    batch = _allowed(request, pk)
    try:
        request_apply(
            batch_id=batch.public_id,
            skip_faulty=request.POST.get("skip_faulty") == "on",
            by=person(request),
            version=shown_version(request),
        )
    except Refusal as refusal:
        messages.error(request, f"{refusal.message} {refusal.hint}")
    return redirect("imports:detail", pk=pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.IMPORT_DATA)
def undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show what undoing would do, then do it."""
    batch = _allowed(request, pk)
    refusal = None
    if request.method == "POST":
        try:
            undo_batch(batch_id=batch.public_id, by=person(request), version=shown_version(request))
        except Refusal as said:
            refusal = said
        else:
            messages.success(request, "Загрузка отменена: прежние данные возвращены.")
            return redirect("imports:detail", pk=pk)
    target, is_open = target_named(batch.target), batch.state == BatchState.APPLIED
    context = frame(request, batch) | {
        "refusal": refusal,
        "is_open": is_open,
        "obstacles": target.obstacles(batch) if is_open else [],
        "consequences": list(target.consequences(batch).items()) if is_open else [],
    }
    return render(request, "imports/undo.html", context, status=refusal.status if refusal else 200)


def _allowed(request: HttpRequest, pk: UUID) -> ImportBatch:
    batch = batch_or_404(request, pk)
    check_permission(person(request), Permission.IMPORT_DATA, batch)
    return batch


def shown_version(request: HttpRequest) -> int | None:
    """The version the person's page was made of; a malformed one is no version at all."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
