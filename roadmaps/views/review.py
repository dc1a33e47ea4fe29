"""Pages of the department's queue and of one handing-in, with remarks at its rows."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from roadmaps.enums import RoadmapState
from roadmaps.filters.approval import QueueFilter
from roadmaps.forms.approval import AgreeForm, AnswerForm, ApproveForm, BulkApproveForm, RemarkForm, ReturnForm
from roadmaps.models import Remark, RoadmapSubmission
from roadmaps.reference.reasons import REASONS, ReasonKind
from roadmaps.rules.plan_changes import Change, PlanChanges, RowChange, SectionChange
from roadmaps.rules.plan_text import PlanText
from roadmaps.selectors.copies import likenesses_of
from roadmaps.selectors.differences import answered_before, changes_of
from roadmaps.selectors.orphans import orphans_of
from roadmaps.selectors.programme import today_in
from roadmaps.selectors.queue import (
    BEING_READ,
    Neighbours,
    days_waiting,
    neighbours,
    queue_of,
    queue_years,
    roadmaps_due,
    year_shares,
)
from roadmaps.selectors.remarks import may_review, remarks_by_row, remarks_for
from roadmaps.services.edit_rows import may_edit
from roadmaps.services.remarks import add_remark, answer_remark, drop_remark
from roadmaps.views.roadmap_doors import acts_on, roadmap_for, submission_for
from roadmaps.views.years import chosen_year
from shnor_portal.accounts.access import municipality_of, person, require_any, requires, visible_or_404
from shnor_portal.accounts.permissions import Permission
from shnor_portal.accounts.services import run_once
from shnor_portal.common.paging import page_of
from shnor_portal.common.refusals import Refusal
from shnor_portal.common.years import academic_year_of

KEPT = ("year", "q", "state", "mine", "late", "page")
"""Parameters of the queue that acts and neighbours carry along."""


MOST_DUE = 100
"""Schools that owe their roadmaps, shown on one page; the register has the rest."""


def queue_query(request: HttpRequest) -> str:
    """The filter of the queue a person came from, as a query; empty when she came from elsewhere."""
    pairs = [(name, request.GET[name]) for name in KEPT if request.GET.get(name)]
    return f"?{urlencode(pairs)}" if pairs else ""


def queue_url(request: HttpRequest) -> str:
    return reverse("roadmaps:queue") + queue_query(request)


def queue_filter(request: HttpRequest) -> tuple[QueueFilter, int, list[int]]:
    """The queue as the address chooses it, its year and the years there are."""
    user, city = person(request), municipality_of(request)
    years = queue_years(user, city) or [academic_year_of(today_in(city))]
    year = chosen_year(request, years)
    return QueueFilter(request.GET, queue_of(user, city, year), user=user, municipality=city), year, years


@require_GET
@requires(Permission.VIEW_ROADMAPS)
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, the longest first; who has not handed in; approving several at once."""
    user, city = person(request), municipality_of(request)
    found, year, years = queue_filter(request)
    today = today_in(city)
    page = page_of(request, found.qs)
    wide = user.has_perm(Permission.VIEW_ROADMAPS, city)
    due = roadmaps_due(city, year, today) if wide else []
    context = {
        "filter": found,
        "page": page,
        "rows": [(roadmap, days_waiting(roadmap, today)) for roadmap in page.object_list],
        "query": queue_query(request),
        "academic_year": year,
        "academic_years": years,
        "shares": year_shares(city, year) if wide else None,
        "due": due[:MOST_DUE],
        "due_count": len(due),
        "can_approve": user.has_perm(Permission.APPROVE_ROADMAPS, city)
        and any(roadmap.state == RoadmapState.AGREED for roadmap in page.object_list),
        "bulk": BulkApproveForm(),
    }
    return render(request, "roadmaps/queue.html", context)


@require_GET
@requires(Permission.VIEW_ROADMAPS)
def submission(request: HttpRequest, pk: int) -> HttpResponse:
    """One handing-in: its text with what changed, remarks, and the forms of an answer."""
    return submission_page(request, submission_for(request, pk))


def submission_page(
    request: HttpRequest,
    read: RoadmapSubmission,
    *,
    refusal: Refusal | None = None,
    forms: dict[str, Any] | None = None,
) -> HttpResponse:
    """The page; after an act that was declined it says why and keeps what was typed."""
    user, roadmap = person(request), read.roadmap
    before = answered_before(read)
    changes = changes_of(read, before)
    is_newest = not RoadmapSubmission.objects.filter(roadmap=roadmap, number__gt=read.number).exists()
    is_read = is_newest and roadmap.state in BEING_READ
    reviews = may_review(user, roadmap)
    acts = acts_on(user, roadmap) if is_read else {}
    initial = {"version": roadmap.version}
    given = forms or {}
    pinned = remarks_by_row(user, roadmap, read)
    only_changed = request.GET.get("show") == "changed" and changes.has_ground
    context = {
        "submission": read,
        "roadmap": roadmap,
        "before": before,
        "changes": changes,
        "counts": [(kind, changes.count(kind)) for kind in (Change.ADDED, Change.CHANGED, Change.REMOVED)],
        "only_changed": only_changed,
        "sections": shown_sections(changes, pinned, only_changed),
        "pinned": pinned.get(0, []),
        "remark_count": sum(map(len, pinned.values())),
        "reasons": [REASONS[ReasonKind.ROADMAP_RETURN][code] for code in read.reason_codes],
        "reviews": reviews,
        "can_remark": is_read and user.has_perm(Permission.REVIEW_ROADMAPS, roadmap),
        "orphans": orphans_of(roadmap) if reviews and is_read else None,
        "days_waiting": days_waiting(roadmap, today_in(roadmap.municipality)),
        "is_read": is_read,
        "acts": acts,
        "return_form": given.get("return") or ReturnForm(initial=initial),
        "agree_form": given.get("agree") or AgreeForm(initial=initial),
        "approve_form": given.get("approve") or ApproveForm(initial=initial),
        "opened": next(iter(given), ""),
        "near": near(request, read) if reviews else None,
        "query": queue_query(request),
        "refusal": refusal,
    }
    status = refusal.status if refusal else 400 if any(form.errors for form in given.values()) else 200
    return render(request, "roadmaps/submission.html", context, status=status)


def shown_sections(
    changes: PlanChanges, pinned: dict[int, list[Remark]], only_changed: bool
) -> list[tuple[SectionChange, list[tuple[RowChange, list[Remark]]]]]:
    """Sections with rows and the remarks at each; with `only_changed`, rows that changed or have a remark."""
    found = []
    for section in changes.sections:
        rows = [(row, pinned.get(row.id, [])) for row in section.rows]
        if only_changed:
            rows = [(row, said) for row, said in rows if row.is_touched or said]
        if rows or not only_changed:
            found.append((section, rows))
    return found


def near(request: HttpRequest, read: RoadmapSubmission) -> Neighbours:
    """The roadmap's place in the queue the person came from."""
    user, roadmap = person(request), read.roadmap
    rows = queue_of(user, roadmap.municipality, roadmap.academic_year)
    found = QueueFilter(request.GET, rows, user=user, municipality=roadmap.municipality)
    return neighbours(found.qs.values_list("pk", "submission_id"), roadmap)


@require_GET
@requires(Permission.REVIEW_ROADMAPS)
def likeness(request: HttpRequest, pk: int) -> HttpResponse:
    """How much of the text other schools have word for word; loaded into the page of a handing-in."""
    read = submission_for(request, pk, Permission.REVIEW_ROADMAPS)
    context = {"submission": read, "roadmap": read.roadmap, "found": likenesses_of(read)}
    is_part = request.headers.get("HX-Request") == "true"
    return render(request, "roadmaps/_likeness.html" if is_part else "roadmaps/likeness.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.REVIEW_ROADMAPS)
def new_remark(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a remark to a row (`?measure=`), or to the whole roadmap."""
    read, user = submission_for(request, pk, Permission.REVIEW_ROADMAPS), person(request)
    form = RemarkForm(request.POST or None, initial={"measure": request.GET.get("measure", "")})
    refusal = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            run_once(
                by=user,
                key=request.POST.get("nonce", ""),
                act=lambda: str(
                    add_remark(
                        submission_id=pk,
                        measure_id=data["measure"],
                        field=data["field"],
                        reason_code=data["reason_code"],
                        text=data["text"],
                        by=user,
                    ).pk
                ),
            )
        except Refusal as said:
            refusal = said
        else:
            messages.success(request, "Замечание записано. Школа увидит его, когда вы вернёте карту.")
            anchor = f"#row-{data['measure']}" if data["measure"] else "#remarks"
            return redirect(reverse("roadmaps:submission", args=[pk]) + queue_query(request) + anchor)
    return remark_page(request, read, form, refusal)


def remark_page(
    request: HttpRequest, read: RoadmapSubmission, form: RemarkForm, refusal: Refusal | None
) -> HttpResponse:
    """The form alone for htmx, a page of its own otherwise."""
    sent = str(form["measure"].value() or "")
    rows = {str(row.id): row for row in PlanText.from_json(read.content).rows}
    row = rows.get(sent)
    if row is None:
        form.for_whole()
    is_part = request.headers.get("HX-Request") == "true"
    context = {
        "submission": read,
        "roadmap": read.roadmap,
        "form": form,
        "row": row,
        "refusal": refusal,
        "query": queue_query(request),
    }
    status = refusal.status if refusal else 400 if form.errors else 200
    template = "roadmaps/_remark_form.html" if is_part else "roadmaps/remark.html"
    return render(request, template, context, status=status)


def remark_for(request: HttpRequest, pk: int, *permissions: str) -> Remark:
    """A remark the person reads; 403 unless she holds one of the permissions for its roadmap."""
    user = person(request)
    remark = visible_or_404(Remark.objects.visible_to(user).select_related("roadmap__school", "submission"), pk=pk)
    require_any(user, permissions, remark.roadmap)
    return visible_or_404(remarks_for(user, remark.roadmap), pk=pk)


@require_POST
@requires(Permission.REVIEW_ROADMAPS)
def take_remark_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a remark of one's own before the answer."""
    remark = remark_for(request, pk, Permission.REVIEW_ROADMAPS)
    drop_remark(remark_id=pk, by=person(request))
    messages.success(request, "Замечание убрано.")
    return redirect(reverse("roadmaps:submission", args=[remark.submission_id]) + queue_query(request))


@require_POST
@requires(Permission.EDIT_ROADMAPS)
def answer_one(request: HttpRequest, pk: int) -> HttpResponse:
    """The school answers a remark and says whether it is resolved."""
    remark = remark_for(request, pk, Permission.EDIT_ROADMAPS)
    write_answer(request, remark)
    return redirect(reverse("roadmaps:remarks", args=[remark.roadmap_id]) + f"#remark-{pk}")


@require_POST
@requires(Permission.REVIEW_ROADMAPS)
def close_one(request: HttpRequest, pk: int) -> HttpResponse:
    """A reviewer closes a remark, or opens it again."""
    remark = remark_for(request, pk, Permission.REVIEW_ROADMAPS)
    write_answer(request, remark)
    newest = RoadmapSubmission.objects.filter(roadmap=remark.roadmap_id).latest("number")
    return redirect(reverse("roadmaps:submission", args=[newest.pk]) + queue_query(request) + f"#remark-{pk}")


def write_answer(request: HttpRequest, remark: Remark) -> None:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Ответ длиннее 600 знаков. Сократите его.")
        return
    answer_remark(remark_id=remark.pk, by=person(request), **form.cleaned_data)
    messages.success(request, "Ответ записан.")


@require_GET
@requires(Permission.VIEW_ROADMAPS)
def remarks(request: HttpRequest, pk: int) -> HttpResponse:
    """All remarks to a roadmap for those who mend it: open ones first, each at its row."""
    roadmap, user = roadmap_for(request, pk), person(request)
    rows = sorted(remarks_for(user, roadmap), key=lambda remark: (remark.resolved_at is not None, remark.pk))
    is_mending = roadmap.state in ("draft", "returned")
    context = {
        "roadmap": roadmap,
        "open": [remark for remark in rows if remark.resolved_at is None],
        "closed": [remark for remark in rows if remark.resolved_at is not None],
        "last": RoadmapSubmission.objects.filter(roadmap=roadmap).order_by("-number").first(),
        "can_answer": may_edit(user, roadmap) and is_mending,
        "can_submit": may_edit(user, roadmap) and is_mending,
    }
    return render(request, "roadmaps/remarks.html", context)


@require_GET
@requires(Permission.VIEW_ROADMAPS)
def orphans(request: HttpRequest, pk: int) -> HttpResponse:
    """What in the plan nobody treats, what treats nothing, what says too little."""
    roadmap = roadmap_for(request, pk)
    context = {
        "roadmap": roadmap,
        "orphans": orphans_of(roadmap),
        "can_edit": may_edit(person(request), roadmap) and roadmap.state in ("draft", "returned"),
    }
    is_part = request.headers.get("HX-Request") == "true"
    return render(request, "roadmaps/_orphans.html" if is_part else "roadmaps/orphans.html", context)
