"""Pages: the catalogue of indicators, tables of values, and the why of a cell."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from diagnostics.exporters import indicator_sheets
from diagnostics.forms.indicators import IndicatorTableForm
from diagnostics.indicators.catalogue import CATALOGUE, IndicatorPassport
from diagnostics.models import IndicatorValue
from diagnostics.selectors.evidence import years_with_results
from diagnostics.selectors.indicator_tables import (
    IndicatorTable,
    indicator_table,
    rows_in_order,
    shown,
    summaries_of,
    years_with_values,
)
from diagnostics.selectors.indicator_why import source_rows
from diagnostics.services.indicators import request_recompute
from shnor_portal.accounts.access import municipality_of, person, requires, visible_or_404
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.text import fold
from shnor_portal.common.xlsx import workbook_response
from shnor_portal.common.years import format_academic_year


@require_GET
@requires(Permission.VIEW_INDICATORS)
def index(request: HttpRequest) -> HttpResponse:
    """The catalogue with passports."""
    user, municipality = person(request), municipality_of(request)
    context = {
        "passports": list(CATALOGUE.values()),
        "years": years_with_values(user, municipality),
        "can_recompute": user.has_perm(Permission.RECOMPUTE_INDICATORS, municipality),
        "result_years": years_with_results(municipality.pk),
    }
    return render(request, "diagnostics/indicators.html", context)


@require_GET
@requires(Permission.VIEW_INDICATORS)
def table(request: HttpRequest, code: str) -> HttpResponse:
    """Values of one indicator, schools by procedures."""
    form, found = table_of(request, code)
    return render(
        request, "diagnostics/indicator.html", {"form": form, "passport": passport_or_404(code), "table": found}
    )


@require_GET
@requires(Permission.VIEW_INDICATORS)
def export(request: HttpRequest, code: str) -> HttpResponse:
    """The table that is on the screen, as a workbook."""
    _, found = table_of(request, code)
    if found is None:
        raise Http404
    name = f"{found.passport.code} {format_academic_year(found.academic_year).replace('/', '-')}.xlsx"
    return workbook_response(name, indicator_sheets(found))


@require_GET
@requires(Permission.VIEW_INDICATORS)
def why(request: HttpRequest, code: str, year: int, school_pk: int) -> HttpResponse:
    """One value: numerator, denominator, and the file, sheet and rows behind them."""
    user, passport = person(request), passport_or_404(code)
    values = IndicatorValue.objects.visible_to(user).of(municipality_of(request)).select_related("school")
    value = visible_or_404(
        values,
        indicator=passport.code,
        academic_year=year,
        school_id=school_pk,
        procedure=request.GET.get("procedure", ""),
    )
    has_figure = value.numerator is not None and value.denominator
    context = {
        "passport": passport,
        "value": value,
        "shown": shown(passport, value.numerator or 0, value.denominator or 1) if has_figure else "",
        "sources": source_rows(value, user),
        "sees_imports": user.has_perm(Permission.VIEW_IMPORTS, municipality_of(request)),
    }
    return render(request, "diagnostics/indicator_why.html", context)


@require_POST
@requires(Permission.RECOMPUTE_INDICATORS)
def recompute(request: HttpRequest) -> HttpResponse:
    """Queue the computation of a school year, or of all, and go to look at the job."""
    text = request.POST.get("year", "")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else None
    job = request_recompute(municipality_id=municipality_of(request).pk, year=year, by=person(request))
    messages.success(request, "Пересчёт поставлен в очередь.")
    return redirect("jobs:detail", job.pk)


def passport_or_404(code: str) -> IndicatorPassport:
    """The passport by its code."""
    if code not in CATALOGUE:
        raise Http404
    return CATALOGUE[code]


def table_of(request: HttpRequest, code: str) -> tuple[IndicatorTableForm, IndicatorTable | None]:
    """The form and the table it asks for; no table while nothing has been computed."""
    user, municipality, passport = person(request), municipality_of(request), passport_or_404(code)
    years = years_with_values(user, municipality)
    form = IndicatorTableForm(request.GET, years=years)
    chosen = form.cleaned_data if form.is_valid() else {}
    if not years:
        return form, None
    year = chosen.get("year") or years[0]
    found = indicator_table(user, municipality, passport, year)
    text, kind = fold(chosen.get("q", "")), chosen.get("kind", "")
    rows = [row for row in found.rows if text in row.school.search_name and (not kind or row.school.kind == kind)]
    ordered = rows_in_order(rows, request.GET.get("ordering", ""))
    columns = len(found.columns)
    return form, IndicatorTable(passport, year, found.columns, ordered, summaries_of(passport, ordered, columns))
