"""Pages: the template of the year and terms of the programme, for those who keep them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from roadmaps.forms.programme import ObligationForm, SettingsForm, initial_of, initial_of_obligation
from roadmaps.models import Obligation, ProgrammeSettings
from roadmaps.selectors.cases import case_years
from roadmaps.selectors.programme import programme_from, programme_of, today_in
from roadmaps.selectors.programme_page import Change, changes_between, template_of
from roadmaps.services.obligations import (
    add_obligation,
    edit_obligation,
    restore_obligations,
    switch_obligation,
)
from roadmaps.services.programme_settings import save_settings
from shnor_portal.accounts.access import check_permission, municipality_of, person, requires, visible_or_404
from shnor_portal.accounts.models import Municipality
from shnor_portal.accounts.permissions import Permission
from shnor_portal.accounts.services import run_once
from shnor_portal.common.refusals import Refusal


def keeper_city(request: HttpRequest) -> Municipality:
    """The city whose programme the person keeps."""
    city = municipality_of(request)
    check_permission(person(request), Permission.MANAGE_PROGRAMME, city)
    return city


def obligation_or_404(request: HttpRequest, pk: int) -> Obligation:
    """The obligation in the person's sight, which she may change."""
    row = visible_or_404(Obligation.objects.visible_to(person(request)), pk=pk)
    check_permission(person(request), Permission.MANAGE_PROGRAMME, row)
    return row


@require_GET
@requires(Permission.MANAGE_PROGRAMME)
def index(request: HttpRequest) -> HttpResponse:
    """The template of the year by who does it, and the terms in force."""
    city = keeper_city(request)
    programme = programme_of(city)
    context = {"groups": template_of(city, programme), "programme": programme, "terms": programme.terms.quarter_ends}
    return render(request, "roadmaps/programme.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_PROGRAMME)
def settings(request: HttpRequest) -> HttpResponse:
    """Change the terms: first what would be different, then the change itself."""
    city = keeper_city(request)
    row = ProgrammeSettings.objects.of(city).first()
    form = SettingsForm(request.POST or None, initial=initial_of(programme_of(city), row))
    context: dict[str, Any] = {"form": form, "changes": None, "refusal": None}
    if request.method == "POST" and form.is_valid():
        try:
            if "save" not in request.POST:
                context["changes"] = preview(request, city, form)
            else:
                fields = form.fields_of_row()
                save_settings(
                    municipality=city, version=form.cleaned_data["version"], by=person(request), fields=fields
                )
                messages.success(request, "Сроки программы сохранены.")
                return redirect("roadmaps:programme")
        except Refusal as refusal:
            context |= {"refusal": refusal, "form": with_newest_version(request, city)}
    status = context["refusal"].status if context["refusal"] else 400 if form.errors else 200
    return render(request, "roadmaps/programme_settings.html", context, status=status)


def preview(request: HttpRequest, city: Municipality, form: SettingsForm) -> list[Change]:
    """What the typed terms would change in the newest school year. Raises Refusal TERMS_WRONG."""
    try:
        after = programme_from(ProgrammeSettings(municipality=city, **form.fields_of_row()))
    except ValueError as wrong:
        raise Refusal(
            "TERMS_WRONG", "Окончания четвертей не складываются в учебный год.", "Проверьте их порядок.", status=400
        ) from wrong
    year = case_years(person(request), city)[0]
    return changes_between(city, year, programme_of(city), after, today_in(city))


def with_newest_version(request: HttpRequest, city: Municipality) -> SettingsForm:
    """What was typed, over the state that is saved now."""
    row = ProgrammeSettings.objects.of(city).first()
    typed = request.POST.copy()
    typed["version"] = str(row.version if row else 0)
    return SettingsForm(typed)


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_PROGRAMME)
def new_obligation(request: HttpRequest) -> HttpResponse:
    """Add a line to the template."""
    city, by = keeper_city(request), person(request)
    form, refusal = ObligationForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        audience, fields = form.cleaned_data["audience"], form.fields_of_row()
        try:
            run_once(
                by=by,
                key=request.POST.get("nonce", ""),
                act=lambda: str(add_obligation(municipality=city, audience=audience, by=by, fields=fields).pk),
            )
        except Refusal as said:
            refusal = said
        else:
            messages.success(request, "Обязанность добавлена в календарь года.")
            return redirect("roadmaps:programme")
    status = refusal.status if refusal else 400 if form.errors else 200
    return render(request, "roadmaps/obligation_form.html", {"form": form, "refusal": refusal}, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_PROGRAMME)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a line of the template; what was typed survives a refusal."""
    row, refusal = obligation_or_404(request, pk), None
    form = ObligationForm(request.POST or None, initial=initial_of_obligation(row))
    form.fields["audience"].disabled = True
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            edit_obligation(obligation_id=pk, version=version, by=person(request), fields=form.fields_of_row())
        except Refusal as said:
            refusal = said
            typed = request.POST.copy()
            typed["version"] = str(obligation_or_404(request, pk).version)
            form = ObligationForm(typed, initial=initial_of_obligation(row))
            form.fields["audience"].disabled = True
        else:
            messages.success(request, "Изменения сохранены.")
            return redirect("roadmaps:programme")
    status = refusal.status if refusal else 400 if form.errors else 200
    context = {"form": form, "refusal": refusal, "obligation": row}
    return render(request, "roadmaps/obligation_form.html", context, status=status)


@require_POST
@requires(Permission.MANAGE_PROGRAMME)
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    """Switch a line off or on."""
    row = obligation_or_404(request, pk)
    is_active = request.POST.get("is_active") == "1"
    switch_obligation(obligation_id=row.pk, is_active=is_active, by=person(request))
    messages.success(request, "Обязанность снова в календаре." if is_active else "Обязанность убрана из календаря.")
    return redirect("roadmaps:programme")


@require_POST
@requires(Permission.MANAGE_PROGRAMME)
def restore(request: HttpRequest) -> HttpResponse:
    """Bring back the portal's own lines as they were proposed."""
    changed = restore_obligations(municipality=keeper_city(request), by=person(request))
    messages.success(request, f"Возвращено к исходному виду обязанностей: {changed}. Добавленные вами не тронуты.")
    return redirect("roadmaps:programme")
