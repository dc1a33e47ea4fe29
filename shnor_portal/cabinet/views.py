"""Pages of the cabinet: the first page, the choice of the city, people, the audit trail."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from roadmaps.selectors.calendar import MyTerms, my_terms
from shnor_portal.accounts.access import (
    check_permission,
    municipality_of,
    person,
    require_recent_password,
    requires,
    visible_or_404,
)
from shnor_portal.accounts.middleware import SESSION_KEY
from shnor_portal.accounts.models import Municipality, RoleAssignment
from shnor_portal.accounts.permissions import Permission
from shnor_portal.accounts.services import end_role, open_account
from shnor_portal.audit.models import AuditEntry
from shnor_portal.cabinet import selectors
from shnor_portal.cabinet.filters import AuditFilter, PeopleFilter
from shnor_portal.cabinet.forms import NewPersonForm
from shnor_portal.common.paging import page_of
from shnor_portal.common.refusals import Refusal
from shnor_portal.jobs.models import Job


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The first page: of the department, of a school, or of someone without a role yet."""
    user = person(request)
    if not user.current_assignments:
        return render(request, "cabinet/no_role.html")
    if all(role.is_school_role for role in user.roles):
        context = {
            "waiting": selectors.waiting_for(user, municipality_of(request)),
            "schools": selectors.own_schools(user),
            "entries": selectors.own_entries(user),
            "can_see_lists": user.has_perm(Permission.VIEW_RISK_LISTS),
            "terms": terms_of(request),
        }
        return render(request, "cabinet/school_home.html", context)
    municipality = municipality_of(request)
    years, rows = selectors.coverage(user, municipality)
    context = {
        "waiting": selectors.waiting_for(user, municipality),
        "lists": selectors.lists_in_force(user, municipality),
        "can_import": user.has_perm(Permission.IMPORT_DATA, municipality),
        "sees_lists": user.has_perm(Permission.VIEW_RISK_LISTS, municipality),
        "sees_results": user.has_perm(Permission.VIEW_RESULTS, municipality),
        "years": years,
        "coverage": rows,
        "jobs": Job.objects.visible_to(user).of(municipality).select_related("requested_by")[:5],
        "terms": terms_of(request),
    }
    return render(request, "cabinet/home.html", context)


def terms_of(request: HttpRequest) -> MyTerms | None:
    """What is due for the person; None for one who sees no calendar."""
    user = person(request)
    return my_terms(user, municipality_of(request)) if user.has_perm(Permission.VIEW_CALENDAR) else None


@require_POST
def choose_municipality(request: HttpRequest) -> HttpResponse:
    """Work in another municipality from now on."""
    chosen = visible_or_404(Municipality.objects.visible_to(person(request)), pk=request.POST.get("municipality", ""))
    request.session[SESSION_KEY] = chosen.pk
    return redirect("cabinet:home")


@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """The person herself: which roles she has and when she signed in."""
    user = person(request)
    context = {
        "rows": selectors.people_rows(user.current_assignments),
        "sign_ins": selectors.own_sign_ins(user, getattr(request, "municipality", None)),
    }
    return render(request, "cabinet/account.html", context)


@require_GET
@requires(Permission.MANAGE_ACCOUNTS)
def people(request: HttpRequest) -> HttpResponse:
    """Who has which role."""
    rows = RoleAssignment.objects.visible_to(person(request)).filter(municipality=municipality_of(request))
    found = PeopleFilter(request.GET, rows.select_related("user").order_by("user__full_name", "pk"))
    page = page_of(request, found.qs)
    return render(
        request, "cabinet/people.html", {"filter": found, "page": page, "rows": selectors.people_rows(list(page))}
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_ACCOUNTS)
def new_person(request: HttpRequest) -> HttpResponse:
    """Open an account or give another role."""
    municipality = municipality_of(request)
    check_permission(person(request), Permission.MANAGE_ACCOUNTS, municipality)
    form = NewPersonForm(request.POST or None, municipality=municipality)
    if request.method == "POST" and form.is_valid():
        require_recent_password(request)
        try:
            user = open_account(municipality=municipality, by=person(request), **form.cleaned())
        except Refusal as refusal:
            form.add_error(None, f"{refusal.message} {refusal.hint}")
        else:
            messages.success(request, f"Роль выдана: {user}. Пароль человек задаёт сам через «Забыли пароль?».")
            return redirect("cabinet:people")
    return render(request, "cabinet/new_person.html", {"form": form}, status=400 if form.errors else 200)


@require_POST
@requires(Permission.MANAGE_ACCOUNTS)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a role."""
    assignment = visible_or_404(RoleAssignment.objects.visible_to(person(request)), pk=pk)
    require_recent_password(request)
    try:
        end_role(assignment_id=assignment.pk, by=person(request))
        messages.success(request, f"Роль снята: {assignment.user}.")
    except Refusal as refusal:
        messages.error(request, f"{refusal.message} {refusal.hint}")
    return redirect("cabinet:people")


@require_GET
@requires(Permission.VIEW_AUDIT)
def audit(request: HttpRequest) -> HttpResponse:
    """Who did what."""
    rows = AuditEntry.objects.visible_to(person(request)).filter(municipality_id=municipality_of(request).pk)
    found = AuditFilter(request.GET, rows)
    return render(request, "cabinet/audit.html", {"filter": found, "page": page_of(request, found.qs)})
