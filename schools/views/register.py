"""Pages: the register and the card of a school."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from schools.enums import HEADCOUNT, CodeSystem
from schools.filters import SchoolFilter
from schools.forms import SchoolForm
from schools.models import School, SchoolFigure
from schools.selectors import codes_by_school
from schools.services import create_school, edit_school
from shnor_portal.accounts.access import check_permission, municipality_of, person, requires, visible_or_404
from shnor_portal.accounts.permissions import Permission
from shnor_portal.accounts.services import run_once
from shnor_portal.common.paging import page_of
from shnor_portal.common.refusals import Refusal
from shnor_portal.common.xlsx import Sheet, workbook_response


def found_schools(request: HttpRequest) -> SchoolFilter:
    """The schools on the screen, for the page and for the download alike."""
    return SchoolFilter(request.GET, School.objects.visible_to(person(request)).of(municipality_of(request)))


@require_GET
@requires(Permission.VIEW_SCHOOLS)
def school_list(request: HttpRequest) -> HttpResponse:
    """The register."""
    found = found_schools(request)
    page = page_of(request, found.qs)
    context = {
        "filter": found,
        "page": page,
        "rows": [(school, codes) for school, codes in codes_by_school(list(page))],
        "can_manage": person(request).has_perm(Permission.MANAGE_SCHOOLS, municipality_of(request)),
    }
    return render(request, "schools/list.html", context)


@require_GET
@requires(Permission.VIEW_SCHOOLS)
def export(request: HttpRequest) -> HttpResponse:
    """The schools on the screen as a workbook, codes as text."""
    systems = list(CodeSystem)
    rows = [
        [school.name, school.full_name, school.get_kind_display(), school.get_locality_display(), school.district]
        + [", ".join(code.value for code in codes if code.system == system) for system in systems]
        for school, codes in codes_by_school(list(found_schools(request).qs))
    ]
    columns = ["Краткое название", "Полное название", "Вид", "Местность", "Район", *(s.label for s in systems)]
    return workbook_response("Реестр школ.xlsx", [Sheet("Школы", columns, rows)])


@require_GET
@requires(Permission.VIEW_SCHOOLS)
def school_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The card: codes, history, neighbours."""
    rows = School.objects.visible_to(person(request)).select_related("successor", "municipality")
    school = visible_or_404(rows, pk=pk)
    context = {
        "school": school,
        "codes": school.codes.order_by("system", "valid_from_year", "value"),
        "events": school.events.select_related("other_school"),
        "predecessors": school.predecessors.all(),
        "headcounts": SchoolFigure.objects.visible_to(person(request))
        .current()
        .filter(school=school, metric=HEADCOUNT),
        "can_manage": person(request).has_perm(Permission.MANAGE_SCHOOLS, school),
    }
    return render(request, "schools/detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_SCHOOLS)
def create(request: HttpRequest) -> HttpResponse:
    """Enter a school by hand."""
    user, municipality = person(request), municipality_of(request)
    check_permission(user, Permission.MANAGE_SCHOOLS, municipality)
    form, refusal = SchoolForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            key = run_once(
                by=user,
                key=request.POST.get("nonce", ""),
                act=lambda: str(create_school(municipality=municipality, draft=form.draft(), by=user).pk),
            )
        except Refusal as said:
            refusal = said
        else:
            messages.success(request, "Школа внесена в реестр. Добавьте её коды.")
            return redirect("schools:detail", pk=int(key))
    status = refusal.status if refusal else 400 if form.errors else 200
    return render(request, "schools/form.html", {"form": form, "refusal": refusal}, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_SCHOOLS)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the card; what was typed survives a refusal."""
    user = person(request)
    school = visible_or_404(School.objects.visible_to(user), pk=pk)
    check_permission(user, Permission.MANAGE_SCHOOLS, school)
    form = SchoolForm(request.POST or None, instance=school, initial={"version": school.version})
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            edit_school(school=school, draft=form.draft(), version=form.cleaned_data["version"] or 0, by=user)
        except Refusal as said:
            refusal = said
            typed = request.POST.copy()
            typed["version"] = str(School.objects.visible_to(user).get(pk=pk).version)
            form = SchoolForm(typed, instance=school)
        else:
            messages.success(request, "Карточка сохранена.")
            return redirect("schools:detail", pk=pk)
    status = refusal.status if refusal else 400 if form.errors else 200
    return render(request, "schools/form.html", {"form": form, "refusal": refusal, "school": school}, status=status)
