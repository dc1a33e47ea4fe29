"""Pages: codes of a school, and turns in its life. Each is one form and one act."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from schools.enums import CodeSystem
from schools.forms import CloseForm, CodeForm, MergeForm, RenameForm
from schools.models import School
from schools.services import add_code, close_school, merge_schools, rename_school
from shnor_portal.accounts.access import check_permission, person, requires, visible_or_404
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.refusals import Refusal

Act = Callable[[dict[str, Any]], Any]


def one_form(request: HttpRequest, school: School, form: forms.Form, heading: str, act: Act, done: str) -> HttpResponse:
    """Show the form, carry the act out, or show what was declined beside what was typed."""
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except Refusal as said:
            refusal = said
        else:
            messages.success(request, done)
            return redirect("schools:detail", pk=school.pk)
    context = {"school": school, "form": form, "heading": heading, "refusal": refusal}
    status = refusal.status if refusal else 400 if form.errors else 200
    return render(request, "schools/act.html", context, status=status)


def managed_school(request: HttpRequest, pk: int) -> School:
    """The school in sight, which the person may also change."""
    school = visible_or_404(School.objects.visible_to(person(request)), pk=pk)
    check_permission(person(request), Permission.MANAGE_SCHOOLS, school)
    return school


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_SCHOOLS)
def new_code(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the school a code."""
    school, user = managed_school(request, pk), person(request)

    def act(data: dict[str, Any]) -> None:
        add_code(school=school, by=user, **{**data, "system": CodeSystem(data["system"])})

    return one_form(request, school, CodeForm(request.POST or None), "Новый код", act, "Код добавлен.")


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_SCHOOLS)
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the school a new name."""
    school, user = managed_school(request, pk), person(request)
    form = RenameForm(request.POST or None)
    return one_form(
        request, school, form, "Переименование", lambda d: rename_school(school=school, by=user, **d), "Переименована."
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_SCHOOLS)
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Join the school to another."""
    school, user = managed_school(request, pk), person(request)
    form = MergeForm(request.POST or None, school=school)
    return one_form(
        request, school, form, "Присоединение", lambda d: merge_schools(school=school, by=user, **d), "Присоединена."
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_SCHOOLS)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the school."""
    school, user = managed_school(request, pk), person(request)
    form = CloseForm(request.POST or None)
    return one_form(
        request, school, form, "Закрытие школы", lambda d: close_school(school=school, by=user, **d), "Школа закрыта."
    )
