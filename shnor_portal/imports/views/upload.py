"""Page: files come in."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from shnor_portal.accounts.access import check_permission, municipality_of, person, requires
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.refusals import Refusal
from shnor_portal.imports.forms import UploadForm
from shnor_portal.imports.models import ImportBatch
from shnor_portal.imports.reader.limits import MIB
from shnor_portal.imports.services import upload_file
from shnor_portal.imports.services.reading import layouts_of, limits
from shnor_portal.imports.targets import all_targets

REFUSED = 422


@require_http_methods(["GET", "POST"])
@requires(Permission.IMPORT_DATA)
def upload(request: HttpRequest) -> HttpResponse:
    """Take files in. One file leads to its own page, several to the list; refused ones are named with the reason."""
    check_permission(person(request), Permission.IMPORT_DATA, municipality_of(request))
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "GET" or not form.is_valid():
        return _page(request, form, [], status=400 if form.errors else 200)
    taken, refused = _take(request, form)
    if refused:
        return _page(request, UploadForm(), refused, taken=taken, status=REFUSED)
    if len(taken) == 1:
        return redirect("imports:detail", pk=taken[0].public_id)
    messages.success(request, f"Загружено файлов: {len(taken)}. Откройте каждый, чтобы проверить и применить.")
    return redirect("imports:list")


def _take(request: HttpRequest, form: UploadForm) -> tuple[list[ImportBatch], list[tuple[str, Refusal]]]:
    """Every file by itself: one bad file does not stop the others."""
    taken, refused = [], []
    nonce = request.POST.get("nonce", "")
    for number, file in enumerate(form.cleaned_data["workbooks"], start=1):
        try:
            taken.append(
                upload_file(
                    municipality=municipality_of(request),
                    name=file.name,
                    stream=file,
                    target=form.cleaned_data["target"],
                    by=person(request),
                    nonce=f"{nonce}:{number}" if nonce else "",
                )
            )
        except Refusal as refusal:
            refused.append((file.name, refusal))
    return taken, refused


def _page(
    request: HttpRequest,
    form: UploadForm,
    refused: list[tuple[str, Refusal]],
    *,
    status: int,
    taken: list[ImportBatch] | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "refused": refused,
        "taken": taken or [],
        "hint": f"Книги Excel (.xlsx, .xls) и CSV, до {limits().file_bytes // MIB} МБ каждая; "
        f"можно до {settings.DATA_UPLOAD_MAX_NUMBER_FILES} сразу.",
        "known": [(target.title, [layout.title for layout in layouts_of(target).values()]) for target in all_targets()],
    }
    return render(request, "imports/upload.html", context, status=status)
