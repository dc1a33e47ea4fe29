"""Page: any two lists side by side."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from diagnostics.models import RiskList
from diagnostics.selectors.comparisons import compare_lists
from diagnostics.views.lists import list_or_404
from shnor_portal.accounts.access import check_permission, municipality_of, person, requires
from shnor_portal.accounts.permissions import Permission


@require_GET
@requires(Permission.VIEW_RISK_LISTS)
def compare(request: HttpRequest) -> HttpResponse:
    """Two lists, chosen in the address; without a choice, the two to choose from."""
    user, municipality = person(request), municipality_of(request)
    check_permission(user, Permission.VIEW_RISK_LISTS, municipality)
    lists = list(RiskList.objects.visible_to(user).of(municipality).select_related("rule_version__rule_set"))
    before, after = chosen(request, "before"), chosen(request, "after")
    context: dict[str, Any] = {"lists": lists, "before": before, "after": after, "comparison": None}
    if before and after:
        context["comparison"] = compare_lists(before, after)
        context["same_origin"] = before.origin == after.origin
    return render(request, "diagnostics/compare.html", context)


def chosen(request: HttpRequest, name: str) -> RiskList | None:
    """The list that a parameter names; 404 for one that is not there for the person."""
    text = request.GET.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Http404
    return list_or_404(request, int(text))
