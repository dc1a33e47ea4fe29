"""Pages: evidence attached by schools, the queue of those who check it, and the files themselves."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from roadmaps.forms.measures import EvidenceForm, RejectForm
from roadmaps.lifecycle import EVIDENCE, ROADMAP_IN_FORCE
from roadmaps.models import Evidence, Measure
from roadmaps.selectors.doing_rights import may
from roadmaps.selectors.evidence_queue import evidence_queue, neighbours
from roadmaps.selectors.measure_page import Slot, slots_of
from roadmaps.services.evidence import (
    accept_evidence,
    add_evidence,
    reject_evidence,
    replace_evidence,
    reuse_evidence,
)
from roadmaps.views.doing_tabs import doing_tabs
from roadmaps.views.measures import detail_page, is_still, measure_or_404
from shnor_portal.accounts.access import municipality_of, person, requires, visible_or_404
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.downloads import attachment, opened
from shnor_portal.common.paging import page_of
from shnor_portal.common.refusals import Refusal


def evidence_or_404(request: HttpRequest, pk: int) -> Evidence:
    """The evidence in the person's sight, with its measure."""
    rows = Evidence.objects.visible_to(person(request)).filter(measure__is_removed=False)
    rows = rows.select_related(
        "measure__roadmap__school", "measure__roadmap__case", "measure__municipality", "uploaded_by", "decided_by"
    )
    return visible_or_404(rows, pk=pk)


@require_GET
@requires(Permission.CHECK_EVIDENCE)
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, the oldest first."""
    rows = evidence_queue(person(request), municipality_of(request))
    return render(
        request, "roadmaps/evidence_queue.html", {"page": page_of(request, rows), "tabs": doing_tabs(request)}
    )


@require_GET
@requires(Permission.VIEW_ROADMAPS)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One evidence beside what its measure promised; who checks it goes on to the next from here."""
    return detail_of(request, evidence_or_404(request, pk))


def detail_of(
    request: HttpRequest,
    evidence: Evidence,
    *,
    refusal: Refusal | None = None,
    reject_form: RejectForm | None = None,
    replace_form: EvidenceForm | None = None,
) -> HttpResponse:
    """The page, also after something was declined."""
    user, measure = person(request), evidence.measure
    is_live = measure.roadmap.state in ROADMAP_IN_FORCE and not is_still(measure)
    acts = {act.name for act in EVIDENCE.open_acts(evidence.state) if may(user, measure, *act.permissions)}
    checks = may(user, measure, Permission.CHECK_EVIDENCE)
    status = refusal.status if refusal else 400 if reject_form or replace_form else 200
    context: dict[str, Any] = {
        "evidence": evidence,
        "measure": measure,
        "slot": slot_with(evidence),
        "acts": acts if is_live else set(),
        "refusal": refusal,
        "reject_form": reject_form or RejectForm(auto_id="reject_%s"),
        "replace_form": replace_form or EvidenceForm(initial={"title": evidence.title}, auto_id="replace_%s"),
        "beside": neighbours(evidence_queue(user, municipality_of(request)), evidence) if checks else None,
    }
    return render(request, "roadmaps/evidence.html", context, status=status)


def slot_with(evidence: Evidence) -> Slot | None:
    """The slot of the evidence: its newest version and the ones before."""
    rows = evidence.measure.evidence.select_related("uploaded_by", "decided_by")
    return next((slot for slot in slots_of(rows) if evidence in (slot.current, *slot.earlier)), None)


@require_GET
@requires(Permission.VIEW_ROADMAPS)
def download(request: HttpRequest, pk: int) -> FileResponse:
    """The bytes, as an attachment that no browser will run."""
    evidence = evidence_or_404(request, pk)
    if not evidence.file:
        raise Http404
    return attachment(opened(evidence.file), filename=evidence.original_name, content_type=evidence.content_type)


@require_POST
@requires(Permission.VIEW_ROADMAPS)
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach a file or a link; a second press attaches nothing more."""
    measure, user = measure_or_404(request, pk), person(request)
    require_reporter(request, measure)
    form = EvidenceForm(request.POST, request.FILES, auto_id="evidence_%s")
    if not form.is_valid():
        return detail_page(request, measure, evidence_form=form)
    try:
        add_evidence(measure_id=pk, by=user, nonce=request.POST.get("nonce", ""), **form.cleaned_data)
    except Refusal as refusal:
        return detail_page(request, measure_or_404(request, pk), refusal=refusal, evidence_form=form)
    messages.success(request, "Подтверждение приложено и ждёт проверки.")
    return redirect("roadmaps:measure", pk=pk)


@require_POST
@requires(Permission.VIEW_ROADMAPS)
def reuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach an evidence of an earlier year again."""
    measure, user = measure_or_404(request, pk), person(request)
    require_reporter(request, measure)
    source = evidence_or_404(request, number(request.POST.get("evidence", "")))
    try:
        reuse_evidence(evidence_id=source.pk, measure_id=pk, by=user, nonce=request.POST.get("nonce", ""))
    except Refusal as refusal:
        return detail_page(request, measure_or_404(request, pk), refusal=refusal)
    messages.success(request, "Прошлогоднее подтверждение приложено и ждёт проверки.")
    return redirect("roadmaps:measure", pk=pk)


@require_POST
@requires(Permission.VIEW_ROADMAPS)
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """A new version in the place of one that is not accepted."""
    evidence, user = evidence_or_404(request, pk), person(request)
    require_reporter(request, evidence.measure)
    form = EvidenceForm(request.POST, request.FILES, auto_id="replace_%s")
    if not form.is_valid():
        return detail_of(request, evidence, replace_form=form)
    try:
        row = replace_evidence(evidence_id=pk, by=user, nonce=request.POST.get("nonce", ""), **form.cleaned_data)
    except Refusal as refusal:
        return detail_of(request, evidence_or_404(request, pk), refusal=refusal, replace_form=form)
    messages.success(request, "Новая версия приложена, прежняя осталась в истории.")
    return redirect("roadmaps:evidence", pk=row.pk)


@require_POST
@requires(Permission.CHECK_EVIDENCE)
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept, and on to the next one."""
    evidence = evidence_or_404(request, pk)
    try:
        accept_evidence(evidence_id=pk, by=person(request), comment=request.POST.get("comment", ""))
    except Refusal as refusal:
        return detail_of(request, evidence, refusal=refusal)
    messages.success(request, f"Принято: «{evidence.title}».")
    return onward(request, evidence)


@require_POST
@requires(Permission.CHECK_EVIDENCE)
def reject(request: HttpRequest, pk: int) -> HttpResponse:
    """Reject with a reason, and on to the next one."""
    evidence = evidence_or_404(request, pk)
    form = RejectForm(request.POST, auto_id="reject_%s")
    if not form.is_valid():
        return detail_of(request, evidence, reject_form=form)
    try:
        reject_evidence(evidence_id=pk, by=person(request), **form.cleaned_data)
    except Refusal as refusal:
        return detail_of(request, evidence, refusal=refusal, reject_form=form)
    messages.success(request, f"Отклонено: «{evidence.title}». Школе отправлена причина.")
    return onward(request, evidence)


def onward(request: HttpRequest, evidence: Evidence) -> HttpResponse:
    """The next waiting evidence, or the measure when nothing waits."""
    beside = neighbours(evidence_queue(person(request), municipality_of(request)), evidence)
    following = beside.after or beside.before
    if request.POST.get("onward") and following:
        return redirect("roadmaps:evidence", pk=following)
    return redirect("roadmaps:measure", pk=evidence.measure_id)


def require_reporter(request: HttpRequest, measure: Measure) -> None:
    """403 for those who see the measure and do not report on it."""
    if not may(person(request), measure, Permission.REPORT_PROGRESS):
        raise PermissionDenied


def number(text: str) -> int:
    """A key from a form; 0, which no row has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
