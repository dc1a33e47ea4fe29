"""Pages: the register of roadmaps, the beginning of one, and a plan to read."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from roadmaps.exporters_roadmaps import head_sheet, plan_sheet, register_sheet
from roadmaps.filters.roadmaps import RoadmapPageFilter
from roadmaps.forms.roadmaps import CityHeadForm, HeadForm
from roadmaps.lifecycle import EDITABLE_ROADMAP
from roadmaps.models import Roadmap, SupportCase
from roadmaps.selectors.programme import Programme, programme_of, today_in
from roadmaps.selectors.roadmap_lists import days_late, holder_of, listed_roadmaps, register_row, roadmap_years
from roadmaps.selectors.roadmap_page import plan_of
from roadmaps.services.edit_rows import may_edit
from roadmaps.services.roadmaps import GOALS, TASKS, create_city_roadmap, create_school_roadmap
from roadmaps.views.roadmap_doors import ways_on
from roadmaps.views.years import chosen_year
from shnor_portal.accounts.access import check_permission, municipality_of, person, requires, visible_or_404
from shnor_portal.accounts.permissions import Permission
from shnor_portal.accounts.services import run_once
from shnor_portal.common.paging import page_of
from shnor_portal.common.refusals import Refusal
from shnor_portal.common.xlsx import workbook_response
from shnor_portal.common.years import academic_year_of, format_academic_year


def roadmap_or_404(request: HttpRequest, pk: int) -> Roadmap:
    """The roadmap in the person's sight."""
    rows = Roadmap.objects.visible_to(person(request))
    return visible_or_404(rows.select_related("municipality", "school", "case"), pk=pk)


def found_roadmaps(request: HttpRequest, year: int, programme: Programme) -> RoadmapPageFilter:
    """The roadmaps on the screen, for the page and for the download alike."""
    city = municipality_of(request)
    rows = listed_roadmaps(person(request), city).for_year(year)  # type: ignore[attr-defined]
    return RoadmapPageFilter(request.GET, rows, programme=programme, today=today_in(city))


@require_GET
@requires(Permission.VIEW_ROADMAPS)
def index(request: HttpRequest) -> HttpResponse:
    """The city's roadmap and those of schools in a school year."""
    user, city = person(request), municipality_of(request)
    programme, today = programme_of(city), today_in(city)
    years = roadmap_years(user, city, academic_year_of(today))
    year = chosen_year(request, years)
    found = found_roadmaps(request, year, programme)
    page = page_of(request, found.qs)
    context = {
        "filter": found,
        "page": page,
        "rows": [register_row(roadmap, programme, today) for roadmap in page],
        "academic_year": year,
        "academic_years": years,
        "can_create": user.has_perm(Permission.EDIT_CITY_ROADMAP, city),
        "may_begin": SupportCase.objects.visible_to(user).of(city).filter(academic_year=year, roadmap__isnull=True)
        if user.has_perm(Permission.EDIT_ROADMAPS)
        else (),
    }
    return render(request, "roadmaps/roadmaps.html", context)


@require_GET
@requires(Permission.VIEW_ROADMAPS)
def export(request: HttpRequest) -> HttpResponse:
    """The roadmaps on the screen as a workbook."""
    user, city = person(request), municipality_of(request)
    programme, today = programme_of(city), today_in(city)
    year = chosen_year(request, roadmap_years(user, city, academic_year_of(today)))
    rows = [register_row(roadmap, programme, today) for roadmap in found_roadmaps(request, year, programme).qs]
    name = f"Дорожные карты {format_academic_year(year).replace('/', '-')}.xlsx"
    return workbook_response(name, [register_sheet(rows)])


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_CITY_ROADMAP)
def create_city(request: HttpRequest) -> HttpResponse:
    """Begin the city's roadmap."""
    user, city = person(request), municipality_of(request)
    check_permission(user, Permission.EDIT_CITY_ROADMAP, city)
    years = roadmap_years(user, city, academic_year_of(today_in(city)))
    initial = {
        "academic_year": chosen_year(request, years),
        "title": f"План мероприятий («дорожная карта») по поддержке школ {city.name_genitive} "
        "с низкими образовательными результатами",
        "goals": "\n".join(GOALS),
        "tasks": "\n".join(TASKS),
    }
    form = CityHeadForm(request.POST or None, years=[max(years) + 1, *years], initial=initial)

    def act() -> str:
        head = {name: form.cleaned_data[name] for name in ("title", "goals", "tasks")}
        year = form.cleaned_data["academic_year"]
        return str(create_city_roadmap(municipality=city, academic_year=year, head=head, by=user).pk)

    return beginning(request, form, act, {"of": "города"})


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_ROADMAPS)
def create_for_school(request: HttpRequest, case_pk: int) -> HttpResponse:
    """Begin a school's roadmap on its case."""
    user = person(request)
    cases = SupportCase.objects.visible_to(user).select_related("school", "municipality")
    case = visible_or_404(cases, pk=case_pk)
    check_permission(user, Permission.EDIT_ROADMAPS, case)
    year = format_academic_year(case.academic_year)
    initial = {
        "title": f"Дорожная карта повышения качества образования {case.school.name} на {year} учебный год",
        "goals": "\n".join(GOALS),
        "tasks": "\n".join(TASKS),
    }
    form = HeadForm(request.POST or None, initial=initial)

    def act() -> str:
        return str(create_school_roadmap(case_id=case.pk, head=form.cleaned_data, by=user).pk)

    return beginning(request, form, act, {"of": case.school.name, "case": case})


def beginning(request: HttpRequest, form: HeadForm, act: Callable[[], str], context: dict[str, object]) -> HttpResponse:
    """The form and its sending; what was typed survives a refusal."""
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            key = run_once(by=person(request), key=request.POST.get("nonce", ""), act=act)
        except Refusal as said:
            refusal = said
        else:
            messages.success(request, "Дорожная карта начата. Добавьте разделы и мероприятия.")
            return redirect("roadmaps:edit_roadmap", pk=int(key))
    status = refusal.status if refusal else 400 if form.errors else 200
    return render(request, "roadmaps/roadmap_new.html", {"form": form, "refusal": refusal, **context}, status=status)


@require_GET
@requires(Permission.VIEW_ROADMAPS)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A plan to read: state, whom it waits for, goals, tasks, the table."""
    roadmap = roadmap_or_404(request, pk)
    city = roadmap.municipality
    context = {
        "roadmap": roadmap,
        "plan": plan_of(roadmap),
        "holder": holder_of(roadmap),
        "late": days_late(roadmap, programme_of(city), today_in(city)),
        "can_edit": roadmap.state in EDITABLE_ROADMAP and may_edit(person(request), roadmap),
        "ways": ways_on(person(request), roadmap),
    }
    return render(request, "roadmaps/roadmap.html", context)


@require_GET
@requires(Permission.VIEW_ROADMAPS)
def export_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan as a workbook that can be loaded back."""
    roadmap = roadmap_or_404(request, pk)
    plan = plan_of(roadmap)
    whose = roadmap.school.name if roadmap.school else "города"
    name = f"Дорожная карта {whose} {format_academic_year(roadmap.academic_year)}.xlsx".replace("/", "-")
    return workbook_response(name, [plan_sheet(plan), head_sheet(plan)])
