"""The editor: its page, and every step of it as one small request.

A step asked for by the page's own script answers in JSON with what changed since the revision the page shows; the
same address answers a plain form by leading back to the editor.
"""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET, require_POST

from roadmaps.forms.roadmaps import AimsForm, CellForm, MovedRowForm, NewRowForm, RowForm, UndoForm
from roadmaps.lifecycle import EDITABLE_ROADMAP
from roadmaps.models import Roadmap, RoadmapEdit
from roadmaps.selectors.editing import changes_since, history_of, history_rows
from roadmaps.selectors.remarks import remarks_by_row
from roadmaps.selectors.roadmap_page import Plan, aims_to_choose, blank_row, plan_of
from roadmaps.services.aims import set_aims
from roadmaps.services.edit_rows import may_edit
from roadmaps.services.editing import edit_cell
from roadmaps.services.structure import add_measure, add_section, move_measure, move_section, remove_row
from roadmaps.services.undo import undo
from roadmaps.views.roadmaps import roadmap_or_404
from shnor_portal.accounts.access import person, requires
from shnor_portal.accounts.permissions import Permission
from shnor_portal.accounts.services import run_once
from shnor_portal.common.paging import page_of
from shnor_portal.common.refusals import Refusal

Act = Callable[[], RoadmapEdit | None]


def editable_or_403(request: HttpRequest, pk: int) -> Roadmap:
    """The roadmap in sight of a person who may write in it; whether its state allows it the service asks."""
    roadmap = roadmap_or_404(request, pk)
    if not may_edit(person(request), roadmap):
        raise PermissionDenied
    return roadmap


def plan_for(request: HttpRequest, roadmap: Roadmap) -> Plan:
    """The plan with the remarks that are still open."""
    by_row = remarks_by_row(person(request), roadmap)
    still = {key: [remark for remark in rows if remark.resolved_at is None] for key, rows in by_row.items()}
    return plan_of(roadmap, still)


@require_GET
@requires(Permission.VIEW_ROADMAPS)
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The table to write in; what may not be edited any more leads to the page to read."""
    roadmap = editable_or_403(request, pk)
    if roadmap.state not in EDITABLE_ROADMAP:
        return redirect("roadmaps:roadmap", pk=pk)
    context = {"roadmap": roadmap, "plan": plan_for(request, roadmap), "editable": True}
    context |= {"blank": blank_row(), "new_key": uuid4()}
    return render(request, "roadmaps/roadmap_edit.html", context)


def wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def step(request: HttpRequest, roadmap: Roadmap, act: Act, done: str) -> HttpResponse:
    """Carry a step out and answer the page's script or the plain form."""
    try:
        made = act()
    except Refusal as said:
        return declined(request, roadmap, said)
    if wants_json(request):
        fresh = roadmap_or_404(request, roadmap.pk)
        step_made = {"edit": made.pk, "row": made.row} if made else {"edit": None, "row": None}
        return JsonResponse({**changes_for(request, fresh), **step_made})
    messages.success(request, done)
    return redirect("roadmaps:edit_roadmap", pk=roadmap.pk)


def declined(request: HttpRequest, roadmap: Roadmap, said: Refusal) -> HttpResponse:
    """A refusal: to the script with its details, to a person on the page she came from."""
    if wants_json(request):
        body = {"code": said.code, "message": said.message, "hint": said.hint, "details": said.details}
        return JsonResponse(body, status=said.status)
    messages.error(request, f"{said.message} {said.hint}")
    return redirect("roadmaps:edit_roadmap", pk=roadmap.pk)


def asked(form: forms.Form) -> dict[str, Any]:
    """What a request says. Raises Refusal BAD_REQUEST for what no page of ours sends."""
    if not form.is_valid():
        raise Refusal("BAD_REQUEST", "Запрос не понят.", "Обновите страницу и повторите.", status=400)
    return form.cleaned_data


def changes_for(request: HttpRequest, roadmap: Roadmap) -> dict[str, Any]:
    """What a page that shows revision `since` has to change, ready to be put in its place."""
    since = request.POST.get("since") or request.GET.get("since") or ""
    known = int(since) if since.isascii() and since.isdigit() and len(since) < 10 else 0
    told: dict[str, Any] = {"revision": roadmap.revision, "rows": {}}
    if roadmap.state not in EDITABLE_ROADMAP:
        told["closed"] = f"Дорожная карта теперь в состоянии «{roadmap.get_state_display()}»: править её нельзя."
    if known == roadmap.revision:
        return told
    changes = changes_since(roadmap, known)
    plan = plan_for(request, roadmap)
    told["rows"] = {
        row.key: render_to_string("roadmaps/_roadmap_row.html", {"row": row, "editable": True})
        for row in plan.rows
        if changes.everything or row.key in changes.rows
    }
    if changes.is_structural:
        told["order"] = plan.order
    if changes.is_head:
        told["head"] = render_to_string("roadmaps/_roadmap_head.html", {"plan": plan, "editable": True})
    return told


@require_GET
@requires(Permission.VIEW_ROADMAPS)
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What others have changed since revision `since`; 204 when nothing."""
    told = changes_for(request, editable_or_403(request, pk))
    if str(told["revision"]) == request.GET.get("since") and "closed" not in told:
        return HttpResponse(status=204)
    return JsonResponse(told)


@require_POST
@requires(Permission.VIEW_ROADMAPS)
def save_cell(request: HttpRequest, pk: int) -> HttpResponse:
    """Write one cell."""
    roadmap = editable_or_403(request, pk)
    form = CellForm(request.POST)
    return step(
        request,
        roadmap,
        lambda: edit_cell(roadmap_id=roadmap.pk, by=person(request), **asked(form)),
        "Сохранено.",
    )


@require_POST
@requires(Permission.VIEW_ROADMAPS)
def add_row(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a measure or a section."""
    roadmap, user = editable_or_403(request, pk), person(request)
    form = NewRowForm(request.POST)

    def act() -> RoadmapEdit:
        data = asked(form)
        key, table, title = data.pop("key"), data.pop("table"), data.pop("title")
        if table == "measure":
            return add_measure(roadmap_id=roadmap.pk, key=key, by=user, **data)

        def begin() -> str:
            return str(add_section(roadmap_id=roadmap.pk, title=title, after=data["after"], by=user).pk)

        return RoadmapEdit.objects.visible_to(user).get(pk=run_once(by=user, key=str(key), act=begin))

    return step(request, roadmap, act, "Строка добавлена.")


@require_POST
@requires(Permission.VIEW_ROADMAPS)
def move_row(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a row in another place."""
    roadmap, user = editable_or_403(request, pk), person(request)
    form = MovedRowForm(request.POST)

    def act() -> RoadmapEdit | None:
        data = asked(form)
        if data["table"] == "section":
            return move_section(roadmap_id=roadmap.pk, row=data["row"], after=data["after"], by=user)
        place = {name: data[name] for name in ("row", "section", "after")}
        return move_measure(roadmap_id=roadmap.pk, by=user, **place)

    return step(request, roadmap, act, "Строка перемещена.")


@require_POST
@requires(Permission.VIEW_ROADMAPS)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a row out of the plan."""
    roadmap = editable_or_403(request, pk)
    form = RowForm(request.POST)
    return step(
        request,
        roadmap,
        lambda: remove_row(roadmap_id=roadmap.pk, by=person(request), **asked(form)),
        "Строка убрана. Вернуть её можно в истории правок.",
    )


@require_POST
@requires(Permission.VIEW_ROADMAPS)
def aims(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what a measure treats."""
    roadmap = editable_or_403(request, pk)
    choices = aims_to_choose(roadmap)
    form = AimsForm(
        request.POST,
        deficits=[aim.key for aim in choices if not aim.is_risk],
        risks=[aim.key for aim in choices if aim.is_risk],
    )

    def act() -> RoadmapEdit | None:
        data = asked(form)
        wanted = {name: data[name] for name in ("deficits", "risks")}
        return set_aims(roadmap_id=roadmap.pk, row=data["row"], base=data["base"], aims=wanted, by=person(request))

    return step(request, roadmap, act, "Сохранено, что лечит мероприятие.")


@require_POST
@requires(Permission.VIEW_ROADMAPS)
def undo_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a step back."""
    roadmap = editable_or_403(request, pk)
    form = UndoForm(request.POST)
    return step(
        request,
        roadmap,
        lambda: undo(roadmap_id=roadmap.pk, by=person(request), **asked(form)),
        "Правка отменена.",
    )


@require_GET
@requires(Permission.VIEW_ROADMAPS)
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every step of a plan, the newest first, each with a way back."""
    roadmap = roadmap_or_404(request, pk)
    found = page_of(request, history_of(roadmap))
    context = {
        "roadmap": roadmap,
        "page": found,
        "rows": history_rows(list(found)),
        "can_edit": roadmap.state in EDITABLE_ROADMAP and may_edit(person(request), roadmap),
    }
    return render(request, "roadmaps/roadmap_history.html", context)
