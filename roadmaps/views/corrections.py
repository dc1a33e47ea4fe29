"""Acts on corrections: each a POST and back to the review."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from roadmaps.models import ReviewCorrection
from roadmaps.services.corrections import answer_correction, close_correction, drop_correction, reopen_correction
from roadmaps.views.reviews import detail_of, review_or_404
from shnor_portal.accounts.access import person, requires, visible_or_404
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.refusals import Refusal


@require_POST
@requires(Permission.REPORT_PROGRESS)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The school has corrected."""
    note = note_of(request)
    if not note:
        messages.error(request, "Напишите, как исправлено.")
        return redirect("roadmaps:review", pk=correction_or_404(request, pk).review_id)
    return done(request, pk, lambda: answer_correction(correction_id=pk, note=note, by=person(request)), "Записано.")


@require_POST
@requires(Permission.CONDUCT_REVIEWS)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """The coordinator agrees."""
    return done(request, pk, lambda: close_correction(correction_id=pk, by=person(request)), "Корректировка закрыта.")


@require_POST
@requires(Permission.CONDUCT_REVIEWS)
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """The coordinator does not agree."""
    note = note_of(request)
    return done(
        request,
        pk,
        lambda: reopen_correction(correction_id=pk, note=note, by=person(request)),
        "Корректировка возвращена школе.",
    )


@require_POST
@requires(Permission.CONDUCT_REVIEWS)
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """It is needed no more."""
    note = note_of(request)
    return done(
        request, pk, lambda: drop_correction(correction_id=pk, note=note, by=person(request)), "Корректировка снята."
    )


def correction_or_404(request: HttpRequest, pk: int) -> ReviewCorrection:
    return visible_or_404(ReviewCorrection.objects.visible_to(person(request)), pk=pk)


def note_of(request: HttpRequest) -> str:
    return request.POST.get("note", "").strip()[:600]


def done(request: HttpRequest, pk: int, act: Callable[[], ReviewCorrection], said: str) -> HttpResponse:
    """Carry the act out and go back to the review; what is declined is said there."""
    row = correction_or_404(request, pk)
    try:
        act()
    except Refusal as refusal:
        return detail_of(request, review_or_404(request, row.review_id), refusal)
    messages.success(request, said)
    return redirect("roadmaps:review", pk=row.review_id)
