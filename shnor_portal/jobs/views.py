"""Pages: what the workers are doing."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from shnor_portal.accounts.access import person, requires, visible_or_404
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.paging import page_of
from shnor_portal.common.refusals import Refusal
from shnor_portal.jobs.filters import JobFilter
from shnor_portal.jobs.models import Job
from shnor_portal.jobs.services import cancel_job, repeat_job


@require_GET
@requires(Permission.VIEW_JOBS)
def job_list(request: HttpRequest) -> HttpResponse:
    """Jobs of the municipality, newest first."""
    rows = Job.objects.visible_to(person(request)).select_related("requested_by")
    found = JobFilter(request.GET, rows)
    return render(request, "jobs/list.html", {"filter": found, "page": page_of(request, found.qs)})


@require_GET
@requires(Permission.VIEW_JOBS)
def job_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One job; the progress part alone when htmx asks for it.

    A finished job tells the page that watched it: the job's own page is asked for anew, any other hears the event
    `job-finished` and may fetch what the job made, so that nothing typed meanwhile is lost.
    """
    job = visible_or_404(Job.objects.visible_to(person(request)).select_related("requested_by"), pk=pk)
    if not request.headers.get("HX-Request"):
        return render(request, "jobs/detail.html", {"job": job})
    response = render(request, "jobs/_progress.html", {"job": job})
    if job.is_finished:
        own_page = request.headers.get("HX-Current-URL", "").partition("?")[0].endswith(request.path)
        name, value = ("HX-Refresh", "true") if own_page else ("HX-Trigger", "job-finished")
        response[name] = value
    return response


@require_POST
@requires(Permission.VIEW_JOBS)
def cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask a job to stop."""
    visible_or_404(Job.objects.visible_to(person(request)), pk=pk)
    try:
        job = cancel_job(job_id=pk, by=person(request))
        messages.success(request, "Задание отменено." if job.is_finished else "Задание остановится на ближайшем шаге.")
    except Refusal as refusal:
        messages.error(request, f"{refusal.message} {refusal.hint}")
    return redirect("jobs:detail", pk=pk)


@require_POST
@requires(Permission.VIEW_JOBS)
def repeat(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Do the same work again."""
    visible_or_404(Job.objects.visible_to(person(request)), pk=pk)
    try:
        return redirect("jobs:detail", pk=repeat_job(job_id=pk, by=person(request)).pk)
    except Refusal as refusal:
        messages.error(request, f"{refusal.message} {refusal.hint}")
        return redirect("jobs:detail", pk=pk)
