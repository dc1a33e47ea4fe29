"""Pages: systems the city tells, what they were told, pausing and changing them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shnor_portal.accounts.access import municipality_of, person, requires, visible_or_404
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.paging import page_of
from shnor_portal.common.refusals import Refusal
from shnor_portal.webhooks.filters import DeliveryFilter
from shnor_portal.webhooks.forms import EndpointForm
from shnor_portal.webhooks.models import WebhookDelivery, WebhookEndpoint
from shnor_portal.webhooks.selectors import endpoint_rows
from shnor_portal.webhooks.services import edit_endpoint, pause_endpoint, resume_endpoint


def endpoint_or_404(request: HttpRequest, pk: UUID) -> WebhookEndpoint:
    """The endpoint in the person's sight."""
    rows = WebhookEndpoint.objects.visible_to(person(request)).select_related("municipality", "created_by")
    return visible_or_404(rows, public_id=pk)


@require_GET
@requires(Permission.MANAGE_WEBHOOKS)
def endpoint_list(request: HttpRequest) -> HttpResponse:
    """Systems of the city with their state and the last thing they were told."""
    rows = WebhookEndpoint.objects.visible_to(person(request)).of(municipality_of(request))
    return render(request, "webhooks/list.html", {"rows": endpoint_rows(rows)})


@require_GET
@requires(Permission.MANAGE_WEBHOOKS)
def endpoint_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One system: what it is told of, and its deliveries."""
    endpoint = endpoint_or_404(request, pk)
    rows = WebhookDelivery.objects.visible_to(person(request)).filter(endpoint=endpoint).defer("body")
    found = DeliveryFilter(request.GET, rows)
    context = {
        "endpoint": endpoint,
        "filter": found,
        "page": page_of(request, found.qs),
        "overlap": endpoint.has_previous_secret(timezone.now()),
    }
    return render(request, "webhooks/endpoint.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_WEBHOOKS)
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change the address or the choice of events; what was typed survives a refusal."""
    endpoint = endpoint_or_404(request, pk)
    form, refusal = EndpointForm(request.POST or None, instance=endpoint), None
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"] or 0
            edit_endpoint(endpoint=endpoint, version=version, by=person(request), **form.told())
        except Refusal as said:
            refusal = said
            typed = request.POST.copy()
            typed["version"] = str(endpoint_or_404(request, pk).version)
            form = EndpointForm(typed, instance=endpoint)
        else:
            messages.success(request, "Изменения сохранены.")
            return redirect("webhooks:detail", pk=pk)
    status = refusal.status if refusal else 400 if form.errors else 200
    context = {"form": form, "refusal": refusal, "endpoint": endpoint}
    return render(request, "webhooks/form.html", context, status=status)


@require_POST
@requires(Permission.MANAGE_WEBHOOKS)
def pause(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Tell the system nothing for a while."""
    pause_endpoint(endpoint=endpoint_or_404(request, pk), by=person(request))
    messages.success(request, "Оповещения поставлены на паузу.")
    return redirect("webhooks:detail", pk=pk)


@require_POST
@requires(Permission.MANAGE_WEBHOOKS)
def resume(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Tell the system again."""
    resume_endpoint(endpoint=endpoint_or_404(request, pk), by=person(request))
    messages.success(request, "Оповещения возобновлены.")
    return redirect("webhooks:detail", pk=pk)
