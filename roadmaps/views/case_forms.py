"""What the pages of a case share: the case in sight, one form and one act."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from roadmaps.models import SupportCase
from shnor_portal.accounts.access import check_permission, person, visible_or_404
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.refusals import Refusal

Act = Callable[[dict[str, Any]], Any]
Saying = str | Callable[[Any], str]
FormT = TypeVar("FormT", bound=forms.Form)


def case_or_404(request: HttpRequest, pk: int) -> SupportCase:
    """The case in the person's sight, with what its pages name."""
    rows = SupportCase.objects.visible_to(person(request)).select_related(
        "school", "municipality", "coordinator", "curator", "support_format", "entry__risk_list", "previous__school"
    )
    return visible_or_404(rows, pk=pk)


def case_for(request: HttpRequest, pk: int, permission: Permission) -> SupportCase:
    """The case in sight, with which the person may do what the permission names."""
    case = case_or_404(request, pk)
    check_permission(person(request), permission, case)
    return case


def case_url(case_id: int, tab: str = "") -> str:
    """The page of a case, at one of its tabs."""
    address = reverse("roadmaps:case", args=[case_id])
    return f"{address}?tab={tab}" if tab else address


def one_form(
    request: HttpRequest,
    case: SupportCase,
    form: forms.Form,
    *,
    heading: str,
    act: Act,
    done: Saying,
    tab: str = "",
    **context: Any,
) -> HttpResponse:
    """Show the form, carry the act out, or say what was declined beside what was typed."""
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            outcome = act(form.cleaned_data)
        except Refusal as said:
            refusal, form = said, with_version(form, said)
        else:
            messages.success(request, done if isinstance(done, str) else done(outcome))
            return redirect(outcome if isinstance(outcome, str) else case_url(case.pk, tab))
    context |= {
        "case": case,
        "form": form,
        "heading": heading,
        "refusal": refusal,
        "back": case_url(case.pk, tab),
    }
    status = refusal.status if refusal else 400 if form.errors else 200
    return render(request, context.pop("template", "roadmaps/case_act.html"), context, status=status)


def with_version(form: FormT, refusal: Refusal) -> FormT:
    """After STALE the form goes on from the newest version, all that was typed kept, so that a second press counts."""
    version = refusal.details.get("version")
    if refusal.code == "STALE" and version is not None:
        typed = QueryDict(mutable=True)
        typed.update(form.data)
        typed[form.add_prefix("version")] = str(version)
        form.data = typed
    return form


def version_of(data: dict[str, Any]) -> int | None:
    """The version the person had before her, if she said."""
    version: int | None = data.get("version")
    return version
