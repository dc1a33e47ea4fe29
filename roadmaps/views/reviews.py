"""Pages: whose month is not reviewed yet, how regular reviews are, and a review to write or to read."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from roadmaps.enums import CorrectionState, ReviewState
from roadmaps.exporters_doing import regularity_sheet
from roadmaps.filters.reviews import QueueFilter
from roadmaps.forms.reviews import (
    CorrectionRow,
    ReasonForm,
    ReviewForm,
    criteria_rows,
    draft_from,
    kept_rows,
    typed_marks,
    typed_rows,
)
from roadmaps.models import MonthlyReview, SupportCase
from roadmaps.reference.review_criteria import RAG_GUIDANCE
from roadmaps.rules.months import month_of, months_between, next_month, school_year_bounds
from roadmaps.selectors.programme import today_in
from roadmaps.selectors.reviews import measures_of_month, previous_review, regularity_table, review_queue
from roadmaps.selectors.standings import NOTHING_OWED, chosen_year, standings_of, with_list_columns
from roadmaps.services.reviews import reopen_review, save_review, sign_review, start_review
from roadmaps.views.doing_tabs import doing_tabs
from shnor_portal.accounts.access import municipality_of, person, requires, visible_or_404
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.paging import page_of
from shnor_portal.common.refusals import Refusal
from shnor_portal.common.xlsx import workbook_response
from shnor_portal.common.years import format_academic_year


def review_or_404(request: HttpRequest, pk: int) -> MonthlyReview:
    """The review in the person's sight: a draft only for those who write them."""
    rows = MonthlyReview.objects.visible_to(person(request)).select_related("case__school", "municipality", "reviewer")
    return visible_or_404(rows, pk=pk)


def year_of(request: HttpRequest) -> dict[str, Any]:
    """The school year of the page, of those that have cases."""
    rows = SupportCase.objects.visible_to(person(request)).of(municipality_of(request)).order_by()
    years = sorted(rows.values_list("academic_year", flat=True).distinct(), reverse=True)
    return {"academic_year": chosen_year(request.GET.get("year", ""), years), "academic_years": years}


def month_from(text: str, academic_year: int, today: date) -> date:
    """The month the address names, inside the school year and not to come; else the newest possible one."""
    first, last = school_year_bounds(academic_year)
    newest = max(first, month_of(min(today, last)))
    try:
        wanted = date.fromisoformat(f"{text}-01")
    except ValueError:
        return newest
    return wanted if first <= wanted <= newest else newest


@require_GET
@requires(Permission.CONDUCT_REVIEWS)
def queue(request: HttpRequest) -> HttpResponse:
    """Schools in the order they should be looked at this month."""
    years, city = year_of(request), municipality_of(request)
    year, today = years["academic_year"], today_in(city)
    context: dict[str, Any] = {**years, "tabs": doing_tabs(request), "month": None}
    if year is not None:
        month = month_from(request.GET.get("month", ""), year, today)
        cases = SupportCase.objects.visible_to(person(request)).of(city).for_year(year)
        found = QueueFilter(request.GET, cases)
        items = review_queue(found.qs, month)
        last = min(school_year_bounds(year)[1], today)
        context |= {
            "month": month,
            "months": months_between(school_year_bounds(year)[0], last),
            "filter": found,
            "page": page_of(request, items),
            "signed": sum(item.is_signed for item in items),
        }
    return render(request, "roadmaps/reviews.html", context)


@require_GET
@requires(Permission.VIEW_CASES)
def regularity(request: HttpRequest) -> HttpResponse:
    """P04: schools by months, with the missing months named."""
    years, table = regularity_of(request)
    return render(request, "roadmaps/reviews_regularity.html", {**years, "tabs": doing_tabs(request), "table": table})


@require_GET
@requires(Permission.VIEW_CASES)
def export(request: HttpRequest) -> HttpResponse:
    """The same as a workbook."""
    years, table = regularity_of(request)
    year = format_academic_year(years["academic_year"]).replace("/", "-") if years["academic_year"] else ""
    return workbook_response(f"Регулярность экспертизы {year}.xlsx".replace(" .", "."), [regularity_sheet(table)])


def regularity_of(request: HttpRequest) -> tuple[dict[str, Any], Any]:
    years, city = year_of(request), municipality_of(request)
    cases = SupportCase.objects.visible_to(person(request)).of(city)
    return years, regularity_table(cases, years["academic_year"] or 0, today_in(city))


@require_POST
@requires(Permission.CONDUCT_REVIEWS)
def start(request: HttpRequest, case_pk: int) -> HttpResponse:
    """Open the draft of a month; a second press opens the same one."""
    case = visible_or_404(SupportCase.objects.visible_to(person(request)).select_related("municipality"), pk=case_pk)
    month = month_from(request.POST.get("month", ""), case.academic_year, today_in(case.municipality))
    review = start_review(case_id=case.pk, month=month, by=person(request))
    return redirect("roadmaps:edit_review" if review.state == ReviewState.DRAFT else "roadmaps:review", pk=review.pk)


@require_GET
@requires(Permission.VIEW_CASES)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A review to read and to print, with the month before beside it."""
    return detail_of(request, review_or_404(request, pk))


def detail_of(request: HttpRequest, review: MonthlyReview, refusal: Refusal | None = None) -> HttpResponse:
    user = person(request)
    context = {
        "review": review,
        "criteria": criteria_rows(review.marks),
        "corrections": review.corrections.select_related("measure", "closed_by"),
        "previous": previous_review(user, review),
        "conducts": user.has_perm(Permission.CONDUCT_REVIEWS, review),
        "reports": user.has_perm(Permission.REPORT_PROGRESS, review),
        "is_draft": review.state == ReviewState.DRAFT,
        "states": CorrectionState,
        "reopen_form": ReasonForm(initial={"version": review.version}, auto_id="reopen_%s"),
        "refusal": refusal,
    }
    return render(request, "roadmaps/review.html", context, status=refusal.status if refusal else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.CONDUCT_REVIEWS)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the draft; «sign» among the buttons signs it. A refusal keeps all that was typed."""
    review = review_or_404(request, pk)
    if request.method == "GET":
        return redirect("roadmaps:review", pk=pk) if review.state == ReviewState.SIGNED else form_page(request, review)
    form, refusal = ReviewForm(request.POST), None
    if form.is_valid():
        is_signing = "sign" in request.POST
        try:
            (sign_review if is_signing else save_review)(**arguments_of(request, review, form))
        except Refusal as said:
            refusal = said
        else:
            messages.success(
                request, "Экспертиза подписана. Школе отправлено уведомление." if is_signing else "Сохранено."
            )
            return redirect("roadmaps:review" if is_signing else "roadmaps:edit_review", pk=pk)
    return form_page(request, review_or_404(request, pk), form, refusal)


@require_POST
@requires(Permission.CONDUCT_REVIEWS)
def autosave(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft saving itself: a line that says when, with the version to go on from."""
    review, form = review_or_404(request, pk), ReviewForm(request.POST)
    context: dict[str, Any] = {"review": review, "refusal": None, "form": form}
    if form.is_valid():
        try:
            context["review"] = save_review(**arguments_of(request, review, form))
        except Refusal as refusal:
            context["refusal"] = refusal
    context["now"] = timezone.now().astimezone(review.municipality.zone)
    return render(request, "roadmaps/review_saved.html", context)


def arguments_of(request: HttpRequest, review: MonthlyReview, form: ReviewForm) -> dict[str, Any]:
    """Arguments of saving and of signing."""
    return {
        "review_id": review.pk,
        "draft": draft_from(form, request.POST),
        "version": form.cleaned_data["version"] if form.cleaned_data["version"] is not None else review.version,
        "by": person(request),
    }


def form_page(
    request: HttpRequest, review: MonthlyReview, form: ReviewForm | None = None, refusal: Refusal | None = None
) -> HttpResponse:
    """The form with the measures of the month and the month before as help."""
    user, on = person(request), today_in(review.municipality)
    rows = measures_of_month(user, review.case, review.month)
    standings = standings_of(rows, min(on, next_month(review.month)))
    measures = list(with_list_columns(rows))
    if form is not None and refusal is not None and refusal.code == "STALE":
        form.data = {**form.data.dict(), "version": review.version}  # type: ignore[attr-defined]
    names = ("checked", "remarks", "rag", "rag_reason", "version")
    context = {
        "review": review,
        "form": form or ReviewForm(initial={name: getattr(review, name) for name in names}),
        "refusal": refusal,
        "criteria": criteria_rows(typed_marks(request.POST) if form else review.marks),
        "correction_rows": [*typed_rows(request.POST), CorrectionRow()] if form else kept_rows(review),
        "empty_row": CorrectionRow(),
        "measures": [(measure, standings.get(measure.pk, NOTHING_OWED)) for measure in measures],
        "guidance": RAG_GUIDANCE.values(),
        "previous": previous_review(user, review),
    }
    return render(request, "roadmaps/review_edit.html", context, status=refusal.status if refusal else 200)


@require_POST
@requires(Permission.CONDUCT_REVIEWS)
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a signed review for correction."""
    review, form = review_or_404(request, pk), ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Укажите причину: она останется в истории.")
        return redirect("roadmaps:review", pk=pk)
    try:
        reopen_review(review_id=pk, by=person(request), **form.cleaned_data)
    except Refusal as refusal:
        return detail_of(request, review, refusal)
    messages.success(request, "Экспертиза открыта для исправления.")
    return redirect("roadmaps:edit_review", pk=pk)
