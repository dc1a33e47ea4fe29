"""Page: what has been loaded."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from shnor_portal.accounts.access import municipality_of, person, requires
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.paging import page_of
from shnor_portal.imports.filters import BatchFilter
from shnor_portal.imports.models import ImportBatch


@require_GET
@requires(Permission.VIEW_IMPORTS)
def batch_list(request: HttpRequest) -> HttpResponse:
    """Imports of the municipality, newest first."""
    municipality = municipality_of(request)
    rows = ImportBatch.objects.visible_to(person(request)).of(municipality).select_related("created_by")
    found = BatchFilter(request.GET, rows.defer("recognition", "refusal"))
    context = {
        "filter": found,
        "page": page_of(request, found.qs),
        "can_import": person(request).has_perm(Permission.IMPORT_DATA, municipality),
    }
    return render(request, "imports/list.html", context)
