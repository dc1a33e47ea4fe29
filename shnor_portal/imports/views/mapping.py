"""Page: a person says which column of a free table holds what."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from shnor_portal.accounts.access import check_permission, person, requires
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.refusals import Refusal
from shnor_portal.imports.forms import MappingForm
from shnor_portal.imports.models import ImportBatch, MappingProfile
from shnor_portal.imports.services import choose_layout, request_check, save_profile
from shnor_portal.imports.services.choose import header_key
from shnor_portal.imports.targets import Mapper, MappingProposal, target_named
from shnor_portal.imports.views.pages import batch_or_404, frame
from shnor_portal.imports.views.table import SeenTable, table_of

SHOWN_ROWS = 5


@require_http_methods(["GET", "POST"])
@requires(Permission.IMPORT_DATA)
def mapping(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The first rows of every column with a select above each; the proposal or a saved profile fills them in."""
    batch = batch_or_404(request, pk)
    check_permission(person(request), Permission.IMPORT_DATA, batch)
    mapper = target_named(batch.target).mapper
    if mapper is None:
        raise Http404
    table = table_of(batch)
    proposal = mapper.propose(table.rows, table.first_row, table.first_column)
    table.use_header(proposal.header_row if proposal else table.first_row)
    profiles = list(MappingProfile.objects.visible_to(person(request)).filter(municipality_id=batch.municipality_id))
    form = MappingForm(
        request.POST or None,
        batch=batch,
        target=target_named(batch.target),
        columns=table.columns(),
        mapping=starting_mapping(request, batch, table, proposal, profiles),
    )
    refusal = None
    if form.is_valid():
        try:
            return keep_mapping(request, batch, mapper, form, table)
        except Refusal as said:
            refusal = said
    status = refusal.status if refusal else 400 if form.errors else 200
    context = frame(request, batch) | {
        "form": form,
        "refusal": refusal,
        "profiles": profiles,
        "constants": [form[name] for name in form.constants if name in form.fields],
        "columns": shown_columns(form, table, proposal),
        "table": table,
    }
    return render(request, "imports/mapping.html", context, status=status)


def starting_mapping(
    request: HttpRequest,
    batch: ImportBatch,
    table: SeenTable,
    proposal: MappingProposal | None,
    profiles: list[MappingProfile],
) -> dict[str, Any]:
    """The asked profile, else what was chosen before, else a profile of these very heads, else the proposal."""
    asked = request.GET.get("profile", "")
    named = next((profile for profile in profiles if str(profile.pk) == asked), None)
    if named is not None:
        return dict(named.mapping)
    if batch.options.get("mapping"):
        return dict(batch.options["mapping"])
    key = header_key(table.headers())
    same = next((profile for profile in profiles if profile.header_key == key), None)
    if same is not None:
        return dict(same.mapping)
    if proposal is None:
        return {"header_row": table.first_row, "sheet": table.sheet, "columns": {}}
    return {"header_row": proposal.header_row, "sheet": table.sheet, "columns": proposal.columns}


def keep_mapping(
    request: HttpRequest, batch: ImportBatch, mapper: Mapper, form: MappingForm, table: SeenTable
) -> HttpResponse:
    """Remember the mapping (under a name when one is given) and go on to the check."""
    user, chosen = person(request), form.mapping()
    year = form.cleaned_data.get("academic_year") or batch.options.get("academic_year")
    choose_layout(
        batch_id=batch.public_id,
        layout=mapper.layout,
        choices={"mapping": chosen, "academic_year": year, **chosen["constants"]},
        by=user,
        version=form.cleaned_data["version"],
    )
    name = form.cleaned_data["profile_name"].strip()
    if name:
        save_profile(batch=batch, name=name, headers=table.headers(), mapping=chosen, by=user)
    request_check(batch_id=batch.public_id, by=user)
    return redirect("imports:detail", pk=batch.public_id)


def shown_columns(
    form: MappingForm, table: SeenTable, proposal: MappingProposal | None
) -> list[tuple[Any, str, str, list[str], str]]:
    """(field, letters, head, first values, why it was proposed) of each column."""
    reasons = proposal.reasons if proposal else {}
    return [
        (form[f"column_{letters}"], letters, label, table.values(letters)[:SHOWN_ROWS], reasons.get(letters, ""))
        for letters, label in table.columns()
    ]
