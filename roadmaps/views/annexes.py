"""Pages: annexes to work programmes, the list, the summary, one annex, opening it and filling it in."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from roadmaps.exporters_annexes import annex_sheet, summary_sheets
from roadmaps.filters.annexes import AnnexFilter
from roadmaps.forms.annexes import ContentForm, OpenAnnexForm, PeopleForm, TopicFormSet, topics
from roadmaps.models import ProgrammeAnnex
from roadmaps.reference.annex import HOURS_SOURCES
from roadmaps.selectors.annexes import (
    READY,
    RELATED,
    acts_for,
    annex_years,
    deputies_of,
    holder_words,
    listed_annexes,
    may_write,
    readers_of,
    summary_of,
    teachers_of,
    waiting_for,
)
from roadmaps.selectors.programme import programme_of
from roadmaps.services.annexes import open_annex, save_annex, set_readers
from roadmaps.views.annex_pages import annex_or_404, annex_tabs, form_page, schools_run_by
from roadmaps.views.case_forms import with_version
from roadmaps.views.years import chosen_year
from schools.models import School
from shnor_portal.accounts.access import check_permission, municipality_of, person, requires
from shnor_portal.accounts.permissions import Permission
from shnor_portal.accounts.services import run_once
from shnor_portal.common.paging import page_of
from shnor_portal.common.refusals import Refusal
from shnor_portal.common.xlsx import workbook_response
from shnor_portal.common.years import format_academic_year

__all__ = ["create", "detail", "edit", "export", "index", "readers", "summary", "summary_export"]


def found_annexes(request: HttpRequest) -> tuple[int, list[int], AnnexFilter]:
    """The year, the years to choose from, and the annexes of the screen; for the page and the download."""
    user, city = person(request), municipality_of(request)
    years = annex_years(user, city)
    year = chosen_year(request, years)
    return year, years, AnnexFilter(request.GET, listed_annexes(user, city, year), person=user)


@require_GET
@requires(Permission.VIEW_ANNEXES)
def index(request: HttpRequest) -> HttpResponse:
    """Annexes of a school year."""
    user = person(request)
    year, years, found = found_annexes(request)
    page = page_of(request, found.qs)
    context = {
        "filter": found,
        "page": page,
        "rows": [(annex, holder_words(annex)) for annex in page],
        "waiting": waiting_for(listed_annexes(user, municipality_of(request), year), user).count(),
        "academic_year": year,
        "academic_years": years,
        "tabs": annex_tabs(request, "annexes"),
        "opens": user.has_perm(Permission.APPROVE_ANNEXES),
    }
    return render(request, "roadmaps/annexes.html", context)


@require_GET
@requires(Permission.VIEW_ANNEXES)
def export(request: HttpRequest) -> HttpResponse:
    """The annexes on the screen as a workbook."""
    year, _, found = found_annexes(request)
    return workbook_response(f"Приложения {format_academic_year(year).replace('/', '-')}.xlsx", [annex_sheet(found.qs)])


@require_GET
@requires(Permission.VIEW_ANNEXES)
def summary(request: HttpRequest) -> HttpResponse:
    """Counts by school and subject, hours by source."""
    year, years, found = found_annexes(request)
    context = {
        "filter": found,
        "summary": summary_of(found.qs),
        "academic_year": year,
        "academic_years": years,
        "tabs": annex_tabs(request, "annex_summary"),
    }
    return render(request, "roadmaps/annex_summary.html", context)


@require_GET
@requires(Permission.VIEW_ANNEXES)
def summary_export(request: HttpRequest) -> HttpResponse:
    """The same as a workbook."""
    year, _, found = found_annexes(request)
    name = f"Сводка приложений {format_academic_year(year).replace('/', '-')}.xlsx"
    return workbook_response(name, summary_sheets(summary_of(found.qs)))


@require_GET
@requires(Permission.VIEW_ANNEXES)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """An annex: what it says, whose turn it is, what this person may do."""
    return annex_page(request, annex_or_404(request, pk))


def annex_page(request: HttpRequest, annex: ProgrammeAnnex, refusal: Refusal | None = None) -> HttpResponse:
    """The page; after an act that was declined it says why."""
    user = person(request)
    context = {
        "annex": annex,
        "acts": acts_for(user, annex),
        "holder": holder_words(annex),
        "writes": may_write(user, annex),
        "names_readers": annex.state not in READY and user.has_perm(Permission.APPROVE_ANNEXES, annex),
        "source": HOURS_SOURCES.get(annex.hours_source),  # type: ignore[call-overload]
        "refusal": refusal,
    }
    return render(request, "roadmaps/annex.html", context, status=refusal.status if refusal else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.APPROVE_ANNEXES)
def create(request: HttpRequest) -> HttpResponse:
    """Open an annex for a teacher of one's school."""
    user, school = person(request), school_of(request)
    place = (school.municipality_id, school.pk)
    years = annex_years(user, school.municipality)
    form = OpenAnnexForm(
        request.POST or None,
        teachers=teachers_of(*place),
        readers=readers_of(*place),
        deputies=deputies_of(*place),
        has_deputies=programme_of(school.municipality).has_deputies,
        years=years,
        initial={"academic_year": years[0]},
    )

    def act(data: dict[str, Any]) -> str:
        key = run_once(
            by=user,
            key=request.POST.get("nonce", ""),
            act=lambda: str(
                open_annex(school=school, academic_year=data["academic_year"], draft=form.draft(), by=user).pk
            ),
        )
        return reverse("roadmaps:annex", args=[int(key)])

    return form_page(
        request,
        form,
        heading="Открыть приложение",
        lead=f"{school}. Учитель решает сам, составлять ли его: напоминаний и отчётов нет.",
        act=act,
        done="Приложение открыто, учитель получил уведомление.",
        back=reverse("roadmaps:annexes"),
    )


def school_of(request: HttpRequest) -> School:
    """The school whose annexes the person opens; of several the one that `?school=` names."""
    mine = list(schools_run_by(person(request)).of(municipality_of(request)))
    asked = request.GET.get("school", "")
    chosen = [school for school in mine if not asked or str(school.pk) == asked]
    if not chosen:
        raise Http404
    return chosen[0]


@require_http_methods(["GET", "POST"])
@requires(Permission.APPROVE_ANNEXES)
def readers(request: HttpRequest, pk: int) -> HttpResponse:
    """Who reads the annex before the head."""
    annex, user = annex_or_404(request, pk), person(request)
    check_permission(user, Permission.APPROVE_ANNEXES, annex)
    place = (annex.municipality_id, annex.school_id)
    form = PeopleForm(
        request.POST or None,
        readers=[one for one in readers_of(*place) if one.pk != annex.teacher_id],
        deputies=[one for one in deputies_of(*place) if one.pk != annex.teacher_id],
        has_deputies=programme_of(annex.municipality).has_deputies,
        initial={
            "association": annex.association,
            "association_reader": annex.association_reader_id,
            "deputy_reader": annex.deputy_reader_id,
            "version": annex.version,
        },
    )

    def act(data: dict[str, Any]) -> str:
        set_readers(annex_id=pk, people=form.people(), by=user, version=data["version"])
        return reverse("roadmaps:annex", args=[pk])

    return form_page(
        request,
        form,
        heading="Кто рассматривает",
        lead=f"{annex}, {annex.teacher}.",
        act=act,
        done="Сохранено.",
        back=reverse("roadmaps:annex", args=[pk]),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.WRITE_ANNEXES)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The teacher fills her annex in; what was typed survives a refusal."""
    annex, user = annex_or_404(request, pk), person(request)
    if not may_write(user, annex) and request.method == "GET":
        return redirect("roadmaps:annex", pk=pk)
    form = ContentForm(request.POST or None, initial=ContentForm.initial_of(annex))
    rows = TopicFormSet(request.POST or None, prefix="topics", initial=annex.rows)
    refusal = None
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        try:
            save_annex(annex_id=pk, content=form.content(topics(rows)), by=user, version=form.cleaned_data["version"])
        except Refusal as said:
            refusal, form = said, with_version(form, said)
        else:
            messages.success(request, "Сохранено.")
            return redirect("roadmaps:annex", pk=pk)
    stored = ProgrammeAnnex.objects.visible_to(user).select_related(*RELATED).get(pk=pk) if refusal else None
    context = {
        "annex": annex,
        "form": form,
        "rows": rows,
        "refusal": refusal,
        "stored": stored,
        "sources": HOURS_SOURCES.values(),
    }
    status = refusal.status if refusal else 400 if request.method == "POST" else 200
    return render(request, "roadmaps/annex_edit.html", context, status=status)
