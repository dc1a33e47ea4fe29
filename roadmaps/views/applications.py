"""Pages: applications of schools for support."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from roadmaps.filters.applications import ApplicationFilter
from roadmaps.forms.cases import CodedReasonForm
from roadmaps.forms.talks import ApplicationForm
from roadmaps.models import Application
from roadmaps.reference.application import PROBLEM_AREAS, REQUESTED_SUPPORT
from roadmaps.reference.reasons import ReasonKind
from roadmaps.selectors.programme import today_in
from roadmaps.services.applications import (
    accept_application,
    decline_application,
    submit_application,
    withdraw_application,
)
from roadmaps.views.case_forms import case_url
from schools.models import School
from shnor_portal.accounts.access import check_permission, municipality_of, person, requires, visible_or_404
from shnor_portal.accounts.permissions import Permission
from shnor_portal.accounts.services import run_once
from shnor_portal.common.paging import page_of
from shnor_portal.common.refusals import Refusal
from shnor_portal.common.years import academic_year_of

TONES = {"submitted": "info", "accepted": "good", "declined": "bad", "withdrawn": "neutral"}


def application_or_404(request: HttpRequest, pk: int) -> Application:
    """The application in the person's sight."""
    rows = Application.objects.visible_to(person(request))
    return visible_or_404(rows.select_related("school", "submitted_by", "decided_by", "case"), pk=pk)


@require_GET
@requires(Permission.VIEW_CASES)
def index(request: HttpRequest) -> HttpResponse:
    """Applications, those that wait first."""
    user, city = person(request), municipality_of(request)
    rows = Application.objects.visible_to(user).of(city).select_related("school").order_by("-submitted_at", "-pk")
    found = ApplicationFilter(request.GET, rows)
    page = page_of(request, found.qs)
    context = {
        "filter": found,
        "page": page,
        "rows": [(row, TONES[row.state]) for row in page],
        "can_apply": user.has_perm(Permission.APPLY_FOR_SUPPORT),
    }
    return render(request, "roadmaps/applications.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.APPLY_FOR_SUPPORT)
def create(request: HttpRequest) -> HttpResponse:
    """A school applies for support; what was typed survives a refusal."""
    user, city = person(request), municipality_of(request)
    now = academic_year_of(today_in(city))
    own = (
        School.objects.visible_to(user)
        .of(city)
        .active()
        .filter(pk__in=user.reach_of(Permission.APPLY_FOR_SUPPORT).school_ids)
    )
    form = ApplicationForm(
        request.POST or None, schools=own, years=[now, now + 1], initial={"academic_year": now, "contact_name": user}
    )
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            key = run_once(by=user, key=request.POST.get("nonce", ""), act=lambda: str(_submitted(form, user).pk))
        except Refusal as said:
            refusal = said
        else:
            messages.success(request, "Заявка подана. Решение придёт уведомлением.")
            return redirect("roadmaps:application", pk=int(key))
    status = refusal.status if refusal else 400 if form.errors else 200
    return render(request, "roadmaps/application_new.html", {"form": form, "refusal": refusal}, status=status)


def _submitted(form: ApplicationForm, user: Any) -> Application:
    data = form.cleaned_data
    return submit_application(school=data["school"], academic_year=data["academic_year"], draft=form.draft(), by=user)


@require_GET
@requires(Permission.VIEW_CASES)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """An application and what may be done with it."""
    return application_page(request, application_or_404(request, pk))


def application_page(request: HttpRequest, row: Application, refusal: Refusal | None = None) -> HttpResponse:
    """The page; after an act that was declined it says why."""
    user, waits = person(request), row.state == "submitted"
    context = {
        "application": row,
        "tone": TONES[row.state],
        "areas": [PROBLEM_AREAS[code].title for code in row.problem_areas if code in PROBLEM_AREAS],
        "support": [REQUESTED_SUPPORT[code].title for code in row.requested_support if code in REQUESTED_SUPPORT],
        "can_decide": waits and user.has_perm(Permission.MANAGE_CASES, row),
        "can_withdraw": waits and user.has_perm(Permission.APPLY_FOR_SUPPORT, row),
        "refusal": refusal,
    }
    return render(request, "roadmaps/application.html", context, status=refusal.status if refusal else 200)


@require_POST
@requires(Permission.MANAGE_CASES)
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept: the school's case opens or goes on."""
    row = application_or_404(request, pk)
    try:
        case = accept_application(application_id=row.pk, by=person(request))
    except Refusal as refusal:
        return application_page(request, application_or_404(request, pk), refusal)
    messages.success(request, "Заявка принята.")
    return redirect(case_url(case.pk))


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_CASES)
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Decline with a reason that the school reads."""
    row, user = application_or_404(request, pk), person(request)
    check_permission(user, Permission.MANAGE_CASES, row)
    form = CodedReasonForm(request.POST or None, kind=ReasonKind.APPLICATION_DECLINE)
    refusal = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            decline_application(
                application_id=row.pk, reason_code=data["reason_code"], comment=data["comment"], by=user
            )
        except Refusal as said:
            refusal = said
        else:
            messages.success(request, "Заявка отклонена, школа получила уведомление с причиной.")
            return redirect("roadmaps:application", pk=pk)
    context = {"application": row, "form": form, "refusal": refusal}
    status = refusal.status if refusal else 400 if form.errors else 200
    return render(request, "roadmaps/application_decline.html", context, status=status)


@require_POST
@requires(Permission.APPLY_FOR_SUPPORT)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The school takes its application back."""
    row = application_or_404(request, pk)
    try:
        withdraw_application(application_id=row.pk, by=person(request))
    except Refusal as refusal:
        return application_page(request, application_or_404(request, pk), refusal)
    messages.success(request, "Заявка отозвана.")
    return redirect("roadmaps:application", pk=pk)
