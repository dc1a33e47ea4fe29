"""Acts of an annex: handing in, declining, passing on, returning, approving, noting the site."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from roadmaps.forms.annexes import PassForm, ReturnForm, SiteForm
from roadmaps.models import ProgrammeAnnex
from roadmaps.selectors.programme import today_in
from roadmaps.services.annex_moves import (
    approve_annex,
    decline_annex,
    pass_annex,
    publish_annex,
    return_annex,
    send_annex,
    take_up_annex,
)
from roadmaps.views.annex_pages import annex_or_404, form_page
from roadmaps.views.annexes import annex_page
from shnor_portal.accounts.access import check_permission, person, requires
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.refusals import Refusal

Service = Callable[..., ProgrammeAnnex]


def _one_press(request: HttpRequest, pk: int, service: Service, done: str) -> HttpResponse:
    """An act that needs nothing but the press of a button."""
    annex = annex_or_404(request, pk)
    said = request.POST.get("version", "")
    version = int(said) if said.isascii() and said.isdigit() and len(said) < 10 else None
    try:
        service(annex_id=pk, by=person(request), version=version)
    except Refusal as refusal:
        return annex_page(request, annex, refusal)
    messages.success(request, done)
    return redirect("roadmaps:annex", pk=pk)


@require_POST
@requires(Permission.WRITE_ANNEXES)
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """The teacher hands it to the association."""
    return _one_press(request, pk, send_annex, "Приложение передано на ШМО.")


@require_POST
@requires(Permission.WRITE_ANNEXES)
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """The teacher will not write it."""
    return _one_press(request, pk, decline_annex, "Вы отказались от составления. Вернуться можно в любой день.")


@require_POST
@requires(Permission.WRITE_ANNEXES)
def take_up(request: HttpRequest, pk: int) -> HttpResponse:
    """The teacher goes on with it after all."""
    return _one_press(request, pk, take_up_annex, "Приложение снова у вас.")


@require_POST
@requires(Permission.APPROVE_ANNEXES)
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """The head approves."""
    return _one_press(request, pk, approve_annex, "Приложение утверждено.")


@require_http_methods(["GET", "POST"])
@requires(Permission.WRITE_ANNEXES)
def pass_on(request: HttpRequest, pk: int, to: str) -> HttpResponse:
    """The reader passes it on to the deputy or to the head."""
    annex, user = annex_or_404(request, pk), person(request)
    initial = {"held_on": today_in(annex.municipality), "version": annex.version}
    form = PassForm(request.POST or None, initial=initial)

    def act(data: dict[str, Any]) -> str:
        pass_annex(annex_id=pk, act=f"pass_{to}", by=user, **data)
        return reverse("roadmaps:annex", args=[pk])

    return form_page(
        request,
        form,
        heading="Передать заместителю" if to == "deputy" else "Передать руководителю",
        lead=f"{annex}, {annex.teacher}.",
        act=act,
        done="Приложение передано дальше.",
        back=reverse("roadmaps:annex", args=[pk]),
        submit="Передать",
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.WRITE_ANNEXES)
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The reader gives it back to the teacher with what to mend."""
    annex, user = annex_or_404(request, pk), person(request)
    form = ReturnForm(request.POST or None, initial={"version": annex.version})

    def act(data: dict[str, Any]) -> str:
        return_annex(annex_id=pk, by=user, **data)
        return reverse("roadmaps:annex", args=[pk])

    return form_page(
        request,
        form,
        heading="Вернуть учителю",
        lead=f"{annex}, {annex.teacher}. После исправления приложение рассмотрят с начала.",
        act=act,
        done="Приложение возвращено учителю.",
        back=reverse("roadmaps:annex", args=[pk]),
        submit="Вернуть",
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.APPROVE_ANNEXES)
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Note the page of the school's site."""
    annex, user = annex_or_404(request, pk), person(request)
    check_permission(user, Permission.APPROVE_ANNEXES, annex)
    form = SiteForm(request.POST or None, initial={"site_url": annex.site_url, "version": annex.version})

    def act(data: dict[str, Any]) -> str:
        publish_annex(annex_id=pk, by=user, **data)
        return reverse("roadmaps:annex", args=[pk])

    return form_page(
        request,
        form,
        heading="Размещение на сайте",
        lead=f"{annex}, {annex.teacher}.",
        act=act,
        done="Адрес страницы сохранён.",
        back=reverse("roadmaps:annex", args=[pk]),
    )
