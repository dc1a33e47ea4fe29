"""Pages: the dose log of a school, and the city's help beside the movement of indicators."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from roadmaps.exporters_doing import city_dose_sheet, dose_sheet
from roadmaps.forms.doses import DoseCancelForm, DoseDeliveryForm, DosePlanForm, initial_of
from roadmaps.models import Measure, SupportCase, SupportDose
from roadmaps.selectors.doses import city_doses, dose_log
from roadmaps.selectors.indicators_of_case import indicators_of_cases
from roadmaps.selectors.programme import today_in
from roadmaps.services.doses import cancel_dose, deliver_dose, edit_dose, plan_dose
from roadmaps.views.doing_tabs import doing_tabs
from roadmaps.views.reviews import year_of
from shnor_portal.accounts.access import check_permission, municipality_of, person, requires, visible_or_404
from shnor_portal.accounts.permissions import Permission
from shnor_portal.accounts.services import run_once
from shnor_portal.common.paging import page_of
from shnor_portal.common.refusals import Refusal
from shnor_portal.common.xlsx import workbook_response
from shnor_portal.common.years import format_academic_year


def case_or_404(request: HttpRequest, pk: int) -> SupportCase:
    rows = SupportCase.objects.visible_to(person(request)).select_related("school", "municipality")
    return visible_or_404(rows, pk=pk)


def dose_or_404(request: HttpRequest, pk: int) -> SupportDose:
    rows = SupportDose.objects.visible_to(person(request)).select_related("case__school", "case__municipality")
    return visible_or_404(rows, pk=pk)


@require_GET
@requires(Permission.VIEW_CASES)
def city(request: HttpRequest) -> HttpResponse:
    """Schools of the year with the help given, and how their deficits moved."""
    years = year_of(request)
    rows = city_rows(request, years["academic_year"])
    context = {
        **years,
        "tabs": doing_tabs(request),
        "page": page_of(request, rows),
        "delivered": sum(row.dose.delivered for row in rows),
        "minutes": sum(row.dose.delivered_minutes for row in rows),
        "without": sum(not row.dose.delivered for row in rows),
    }
    return render(request, "roadmaps/doses.html", context)


@require_GET
@requires(Permission.VIEW_CASES)
def city_export(request: HttpRequest) -> HttpResponse:
    """The same as a workbook."""
    year = year_of(request)["academic_year"]
    name = format_academic_year(year).replace("/", "-") if year else "нет данных"
    return workbook_response(f"Поддержка школ {name}.xlsx", [city_dose_sheet(city_rows(request, year))])


def city_rows(request: HttpRequest, year: int | None) -> list[Any]:
    """Schools in sight, the least helped first."""
    cases = SupportCase.objects.visible_to(person(request)).of(municipality_of(request)).for_year(year or 0)
    rows = city_doses(list(cases.select_related("school").order_by("school__name", "pk")))
    return sorted(rows, key=lambda row: row.dose.delivered_minutes)


@require_GET
@requires(Permission.VIEW_CASES)
def log(request: HttpRequest, case_pk: int) -> HttpResponse:
    """The log of a school: planned and delivered by kind and month, beside the movement of its indicators."""
    case = case_or_404(request, case_pk)
    rows = list(rows_of(request, case))
    user = person(request)
    context = {
        "case": case,
        "rows": rows,
        "log": dose_log(rows),
        "indicators": indicators_of_cases([case]).get(case.pk, []),
        "keeps": user.has_perm(Permission.CHECK_EVIDENCE, case) and not (case.is_closed or case.is_paused),
    }
    return render(request, "roadmaps/dose_log.html", context)


@require_GET
@requires(Permission.VIEW_CASES)
def log_export(request: HttpRequest, case_pk: int) -> HttpResponse:
    """The log as a workbook."""
    case = case_or_404(request, case_pk)
    return workbook_response(f"Журнал поддержки {case.school}.xlsx", [dose_sheet(rows_of(request, case))])


def rows_of(request: HttpRequest, case: SupportCase) -> Any:
    rows = SupportDose.objects.visible_to(person(request)).filter(case=case)
    return rows.select_related("measure").order_by("planned_on", "delivered_on", "pk")


def measures_for(request: HttpRequest, case: SupportCase) -> list[Measure]:
    """Measures of the school's plan that help may be tied to."""
    rows = Measure.objects.visible_to(person(request)).filter(is_removed=False, roadmap__case=case)
    return list(rows.order_by("section__position", "position"))


@require_http_methods(["GET", "POST"])
@requires(Permission.CHECK_EVIDENCE)
def plan(request: HttpRequest, case_pk: int) -> HttpResponse:
    """Plan a piece of help."""
    case, user = case_or_404(request, case_pk), person(request)
    check_permission(user, Permission.CHECK_EVIDENCE, case)
    form = DosePlanForm(request.POST or None, measures=measures_for(request, case))
    if request.method == "GET" or not form.is_valid():
        return form_page(request, case, form, "Запланировать поддержку", "Записать")
    nonce = request.POST.get("nonce", "")
    try:
        run_once(
            by=user,
            key=f"dose:{nonce}" if nonce else "",
            act=lambda: str(plan_dose(case_id=case.pk, by=user, fields=form.values()).pk),
        )
    except Refusal as refusal:
        return form_page(request, case, form, "Запланировать поддержку", "Записать", refusal)
    messages.success(request, "Поддержка запланирована.")
    return redirect("roadmaps:dose_log", case_pk=case.pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.CHECK_EVIDENCE)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is planned."""
    dose = dose_or_404(request, pk)
    form = DosePlanForm(request.POST or None, measures=measures_for(request, dose.case), initial=initial_of(dose))
    return act(request, dose, form, edit_dose, "Изменить запись", "Сохранить")


@require_http_methods(["GET", "POST"])
@requires(Permission.CHECK_EVIDENCE)
def deliver(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what was given."""
    dose = dose_or_404(request, pk)
    given = {"delivered_on": today_in(dose.case.municipality), "delivered_minutes": dose.planned_minutes}
    form = DoseDeliveryForm(request.POST or None, initial={**given, "note": dose.note, "version": dose.version})
    return act(request, dose, form, deliver_dose, f"Отметить оказанной: {dose}", "Отметить")


@require_http_methods(["GET", "POST"])
@requires(Permission.CHECK_EVIDENCE)
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """It will not be given."""
    dose = dose_or_404(request, pk)
    form = DoseCancelForm(request.POST or None, initial={"version": dose.version})
    return act(request, dose, form, cancel_dose, f"Отменить: {dose}", "Отменить поддержку")


def act(request: HttpRequest, dose: SupportDose, form: Any, run: Any, title: str, submit: str) -> HttpResponse:
    """A form about a row, its sending, and back to the log."""
    check_permission(person(request), Permission.CHECK_EVIDENCE, dose)
    if request.method == "GET" or not form.is_valid():
        return form_page(request, dose.case, form, title, submit)
    fields = {"reason": form.cleaned_data["reason"]} if isinstance(form, DoseCancelForm) else {"fields": form.values()}
    version = form.cleaned_data["version"]
    try:
        run(dose_id=dose.pk, version=version if version is not None else dose.version, by=person(request), **fields)
    except Refusal as refusal:
        if refusal.code == "STALE":
            form.data = {**form.data.dict(), "version": dose_or_404(request, dose.pk).version}
        return form_page(request, dose.case, form, title, submit, refusal)
    messages.success(request, "Записано.")
    return redirect("roadmaps:dose_log", case_pk=dose.case_id)


def form_page(
    request: HttpRequest, case: SupportCase, form: Any, title: str, submit: str, refusal: Refusal | None = None
) -> HttpResponse:
    """A form of the log on a page of its own."""
    status = refusal.status if refusal else 400 if form.errors else 200
    context = {"case": case, "form": form, "title": title, "submit": submit, "refusal": refusal}
    return render(request, "roadmaps/dose_form.html", context, status=status)
