"""Acts of approval: handing in, taking back, answering, approving, opening again."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from roadmaps.forms.approval import AgreeForm, ApproveForm, BulkApproveForm, ReopenForm, ReturnForm, SubmitForm
from roadmaps.lifecycle import EDITABLE_ROADMAP
from roadmaps.models import Roadmap, RoadmapSubmission
from roadmaps.rules.plan_changes import compare
from roadmaps.rules.plan_text import PlanText
from roadmaps.selectors.differences import ANSWERED, text_of
from roadmaps.selectors.orphans import orphans_of
from roadmaps.selectors.remarks import open_remarks
from roadmaps.services.approval import agree_roadmap, approve_many, approve_roadmap, reopen_roadmap, return_roadmap
from roadmaps.services.submissions import submit_roadmap, waiting_submission, withdraw_roadmap
from roadmaps.views.review import queue_url, submission_page
from roadmaps.views.roadmap_doors import roadmap_for_act, submission_for
from shnor_portal.accounts.access import person, requires
from shnor_portal.accounts.permissions import Permission
from shnor_portal.accounts.services import run_once
from shnor_portal.common.numbers import plural
from shnor_portal.common.refusals import Refusal


@require_http_methods(["GET", "POST"])
@requires(Permission.VIEW_ROADMAPS)
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand in: what is lacking as warnings, what changed since the last time, a word to go along."""
    roadmap, user = roadmap_for_act(request, pk, "submit"), person(request)
    form = SubmitForm(request.POST or None, initial={"version": roadmap.version})
    refusal = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            run_once(
                by=user,
                key=request.POST.get("nonce", ""),
                act=lambda: str(submit_roadmap(roadmap_id=pk, by=user, **data).pk),
            )
        except Refusal as said:
            refusal = said
        else:
            messages.success(request, "Карта сдана. Её увидят координатор и куратор.")
            return redirect("roadmaps:roadmap", pk=pk)
    status = refusal.status if refusal else 400 if form.errors else 200
    return render(request, "roadmaps/submit.html", submit_context(roadmap, form, refusal), status=status)


def submit_context(roadmap: Roadmap, form: SubmitForm, refusal: Refusal | None) -> dict[str, Any]:
    """What the school should see before it hands in."""
    text = text_of(roadmap)
    before = RoadmapSubmission.objects.filter(roadmap=roadmap, state__in=ANSWERED).order_by("-number").first()
    return {
        "roadmap": roadmap,
        "form": form,
        "refusal": refusal,
        "row_count": len(text.rows),
        "orphans": orphans_of(roadmap),
        "before": before,
        "changes": compare(PlanText.from_json(before.content), text) if before else None,
        "open_remarks": open_remarks(roadmap).count(),
        "is_open": roadmap.state in EDITABLE_ROADMAP,
    }


@require_POST
@requires(Permission.VIEW_ROADMAPS)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a roadmap back to go on editing."""
    roadmap_for_act(request, pk, "withdraw")
    withdraw_roadmap(roadmap_id=pk, by=person(request), version=version_from(request))
    messages.success(request, "Карта снова у вас, её можно править.")
    return redirect("roadmaps:roadmap", pk=pk)


@require_POST
@requires(Permission.REVIEW_ROADMAPS)
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Return a roadmap to the school."""
    return answer(request, pk, "return", ReturnForm(request.POST), "Карта возвращена школе.")


@require_POST
@requires(Permission.REVIEW_ROADMAPS)
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree to a roadmap."""
    return answer(request, pk, "agree", AgreeForm(request.POST), "Карта согласована и ждёт утверждения.")


@require_POST
@requires(Permission.APPROVE_ROADMAPS)
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a roadmap into force."""
    return answer(request, pk, "approve", ApproveForm(request.POST), "Карта утверждена.")


SERVICES = {"return": return_roadmap, "agree": agree_roadmap, "approve": approve_roadmap}


def answer(request: HttpRequest, pk: int, act: str, form: forms.Form, done: str) -> HttpResponse:
    """One answer to a roadmap; what was typed survives a refusal."""
    roadmap, user = roadmap_for_act(request, pk, act), person(request)
    refusal = None
    if form.is_valid():
        try:
            SERVICES[act](roadmap_id=pk, by=user, **form.cleaned_data)  # type: ignore[operator]
        except Refusal as said:
            refusal = said
        else:
            messages.success(request, f"{roadmap.school or 'Карта города'}: {done[0].lower()}{done[1:]}")
            return redirect(queue_url(request))
    submission = submission_for(request, waiting_submission(roadmap).pk)
    return submission_page(request, submission, refusal=refusal, forms={act: form})


@require_POST
@requires(Permission.APPROVE_ROADMAPS)
def approve_chosen(request: HttpRequest) -> HttpResponse:
    """Approve several roadmaps by one act, from the queue."""
    user, form = person(request), BulkApproveForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Номер и дату акта портал не понял: карты не утверждены.")
        return redirect(queue_url(request))
    visible = set(
        Roadmap.objects.visible_to(user).filter(pk__in=[k for k, _ in form.pairs()]).values_list("pk", flat=True)
    )
    chosen = [(key, version) for key, version in form.pairs() if key in visible]
    done = approve_many(
        chosen=chosen, by=user, number=form.cleaned_data["number"], adopted_on=form.cleaned_data["adopted_on"]
    )
    count = len(done.approved)
    if count:
        said = plural(count, "дорожная карта", "дорожные карты", "дорожных карт")
        messages.success(request, f"Утверждено: {count} {said}.")
    for roadmap, refusal in done.declined[:10]:
        messages.error(request, f"{roadmap.school or 'Карта города'}: {refusal.message}")
    if not chosen:
        messages.warning(request, "Не отмечено ни одной карты.")
    return redirect(queue_url(request))


@require_http_methods(["GET", "POST"])
@requires(Permission.APPROVE_ROADMAPS)
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a roadmap in force for changes."""
    roadmap = roadmap_for_act(request, pk, "reopen")
    form = ReopenForm(request.POST or None, initial={"version": roadmap.version})
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            reopen_roadmap(roadmap_id=pk, by=person(request), **form.cleaned_data)
        except Refusal as said:
            refusal = said
        else:
            messages.success(request, "Карта открыта для изменений. Школа получила причину.")
            return redirect("roadmaps:roadmap", pk=pk)
    status = refusal.status if refusal else 400 if form.errors else 200
    context = {"roadmap": roadmap, "form": form, "refusal": refusal}
    return render(request, "roadmaps/reopen.html", context, status=status)


def version_from(request: HttpRequest) -> int | None:
    """The version a one-button form carries."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else None
