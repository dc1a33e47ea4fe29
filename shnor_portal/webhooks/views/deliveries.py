"""Pages: one message, how it went, and sending it once more."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from shnor_portal.accounts.access import person, requires, visible_or_404
from shnor_portal.accounts.permissions import Permission
from shnor_portal.webhooks.enums import DeliveryState
from shnor_portal.webhooks.lifecycle import DELIVERY
from shnor_portal.webhooks.models import WebhookDelivery
from shnor_portal.webhooks.services import check_endpoint, resend_delivery
from shnor_portal.webhooks.views.endpoints import endpoint_or_404


def delivery_or_404(request: HttpRequest, pk: UUID) -> WebhookDelivery:
    """The message in the person's sight."""
    rows = WebhookDelivery.objects.visible_to(person(request)).select_related("endpoint")
    return visible_or_404(rows, public_id=pk)


@require_GET
@requires(Permission.MANAGE_WEBHOOKS)
def delivery_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One message as it was signed, and what came of it. While it is on its way the page asks for itself anew."""
    delivery = delivery_or_404(request, pk)
    on_its_way = delivery.is_on_its_way(timezone.now())
    is_active = delivery.endpoint.is_active
    context = {
        "delivery": delivery,
        "endpoint": delivery.endpoint,
        "on_its_way": on_its_way,
        "watch": is_active and (on_its_way or delivery.state == DeliveryState.WAITING),
        "can_resend": is_active and not on_its_way and DELIVERY["resend"] in DELIVERY.open_acts(delivery.state),
    }
    return render(request, "webhooks/delivery.html", context)


@require_POST
@requires(Permission.MANAGE_WEBHOOKS)
def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send a trial message."""
    ping = check_endpoint(endpoint=endpoint_or_404(request, pk), by=person(request))
    messages.info(request, "Проверочное оповещение уходит. Итог появится на этой странице сам.")
    return redirect("webhooks:delivery", pk=ping.public_id)


@require_POST
@requires(Permission.MANAGE_WEBHOOKS)
def resend(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Begin a new round of tries."""
    resend_delivery(delivery=delivery_or_404(request, pk), by=person(request))
    messages.info(request, "Оповещение уходит ещё раз под тем же ключом.")
    return redirect("webhooks:delivery", pk=pk)
