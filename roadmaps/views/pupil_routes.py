"""Pages: counts of pupils' individual routes. Names are never asked for."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from roadmaps.exporters_annexes import route_sheet
from roadmaps.filters.annexes import RoutesFilter
from roadmaps.forms.annexes import NewRouteForm, RouteForm
from roadmaps.models import PupilRoutes
from roadmaps.selectors.annexes import annex_years
from roadmaps.selectors.programme import today_in
from roadmaps.selectors.pupil_routes import RouteTable, listed_routes, route_table
from roadmaps.services.pupil_routes import correct_routes, record_routes
from roadmaps.views.annex_pages import annex_tabs, form_page, schools_run_by
from roadmaps.views.years import chosen_year
from shnor_portal.accounts.access import check_permission, municipality_of, person, requires, visible_or_404
from shnor_portal.accounts.permissions import Permission
from shnor_portal.accounts.services import run_once
from shnor_portal.common.xlsx import workbook_response
from shnor_portal.common.years import format_academic_year


def found_routes(request: HttpRequest) -> tuple[int, list[int], RoutesFilter, RouteTable]:
    """The year, the years, and the counts on the screen as this person may see them."""
    user, city = person(request), municipality_of(request)
    years = annex_years(user, city)
    year = chosen_year(request, years)
    found = RoutesFilter(request.GET, listed_routes(user, city, year))
    return year, years, found, route_table(user, found.qs)


@require_GET
@requires(Permission.VIEW_ANNEXES)
def index(request: HttpRequest) -> HttpResponse:
    """Counts by school, grade and subject."""
    user = person(request)
    year, years, found, table = found_routes(request)
    context = {
        "filter": found,
        "table": table,
        "academic_year": year,
        "academic_years": years,
        "tabs": annex_tabs(request, "pupil_routes"),
        "records": user.has_perm(Permission.REPORT_PROGRESS),
    }
    return render(request, "roadmaps/annex_routes.html", context)


@require_GET
@requires(Permission.VIEW_ANNEXES)
def export(request: HttpRequest) -> HttpResponse:
    """The same as a workbook, small groups hidden alike."""
    year, _, _, table = found_routes(request)
    name = f"Маршруты учеников {format_academic_year(year).replace('/', '-')}.xlsx"
    return workbook_response(name, [route_sheet(table)])


@require_http_methods(["GET", "POST"])
@requires(Permission.REPORT_PROGRESS)
def create(request: HttpRequest) -> HttpResponse:
    """Begin counting a grade and a subject of one's school."""
    user = person(request)
    school = schools_run_by(user).of(municipality_of(request)).first()
    if school is None:
        raise Http404
    years = annex_years(user, school.municipality)
    initial = {"academic_year": years[0], "as_of": today_in(school.municipality), "finished": 0}
    form = NewRouteForm(request.POST or None, years=years, initial=initial)

    def act(data: dict[str, Any]) -> str:
        run_once(
            by=user,
            key=request.POST.get("nonce", ""),
            act=lambda: str(
                record_routes(school=school, academic_year=data["academic_year"], counts=form.counts(), by=user).pk
            ),
        )
        return f"{reverse('roadmaps:pupil_routes')}?year={data['academic_year']}"

    return form_page(
        request,
        form,
        heading="Маршруты учеников",
        lead=f"{school}. Вносятся только числа: списки учеников остаются в школе.",
        act=act,
        done="Числа внесены.",
        back=reverse("roadmaps:pupil_routes"),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.REPORT_PROGRESS)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the counts of a later day."""
    user = person(request)
    routes = visible_or_404(PupilRoutes.objects.visible_to(user).select_related("school"), pk=pk)
    check_permission(user, Permission.REPORT_PROGRESS, routes)
    names = ("opened", "finished", "as_of", "version")
    form = RouteForm(request.POST or None, initial={name: getattr(routes, name) for name in names})
    back = f"{reverse('roadmaps:pupil_routes')}?year={routes.academic_year}"

    def act(data: dict[str, Any]) -> str:
        correct_routes(routes_id=pk, by=user, **data)
        return back

    return form_page(
        request,
        form,
        heading="Маршруты учеников",
        lead=f"{routes.school}: {routes.get_subject_display()}, {routes.grade} класс.",
        act=act,
        done="Числа исправлены.",
        back=back,
    )
