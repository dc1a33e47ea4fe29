"""What the pages of annexes share: the annex in sight, tabs of the section, one form and one act."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from roadmaps.models import ProgrammeAnnex
from roadmaps.selectors.annexes import RELATED
from roadmaps.views.case_forms import with_version
from schools.models import School
from schools.models.school import SchoolQuerySet
from shnor_portal.accounts.access import person, visible_or_404
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.refusals import Refusal
from shnor_portal.common.ui import Tab

TABS = (
    ("annexes", "Приложения"),
    ("annex_summary", "Сводка"),
    ("pupil_routes", "Маршруты учеников"),
)


def annex_or_404(request: HttpRequest, pk: int) -> ProgrammeAnnex:
    """The annex in the person's sight."""
    return visible_or_404(ProgrammeAnnex.objects.visible_to(person(request)).select_related(*RELATED), pk=pk)


def schools_run_by(user: User) -> SchoolQuerySet:
    """Working schools whose annexes the person opens and approves."""
    reach = user.reach_of(Permission.APPROVE_ANNEXES)
    seen: SchoolQuerySet = School.objects.visible_to(user)
    return seen.active().filter(pk__in=reach.school_ids).select_related("municipality")


def annex_tabs(request: HttpRequest, current: str) -> list[Tab]:
    """Tabs of the section; the chosen school year goes along."""
    year = request.GET.get("year", "")
    query = f"?year={year}" if year.isascii() and year.isdigit() else ""
    return [Tab(label, reverse(f"roadmaps:{name}") + query, name == current) for name, label in TABS]


def form_page(
    request: HttpRequest,
    form: forms.Form,
    *,
    heading: str,
    act: Callable[[dict[str, Any]], str],
    done: str,
    back: str,
    lead: str = "",
    submit: str = "Сохранить",
) -> HttpResponse:
    """Show the form, carry the act out and go where it says, or tell what was declined beside what was typed."""
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            address = act(form.cleaned_data)
        except Refusal as said:
            refusal, form = said, with_version(form, said)
        else:
            messages.success(request, done)
            return redirect(address)
    context = {"form": form, "heading": heading, "lead": lead, "back": back, "submit": submit, "refusal": refusal}
    status = refusal.status if refusal else 400 if form.errors else 200
    return render(request, "roadmaps/annex_form.html", context, status=status)
