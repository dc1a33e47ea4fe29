"""Connecting another system, changing what it is told, pausing it."""

from collections.abc import Collection

from django.db import transaction

from shnor_portal.accounts.access import check_permission
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.audit.services import record
from shnor_portal.common.refusals import Refusal
from shnor_portal.webhooks.events import all_events
from shnor_portal.webhooks.models import WebhookEndpoint
from shnor_portal.webhooks.rules.addresses import parse_url
from shnor_portal.webhooks.rules.sealing import new_secret, seal
from shnor_portal.webhooks.services.locking import locked

MOST = 20


@transaction.atomic
def create_endpoint(
    *, municipality: Municipality, title: str, url: str, events: Collection[str], by: User
) -> tuple[WebhookEndpoint, str]:
    """Connect a system; gives the endpoint with its secret, which is shown this once.

    Raises Refusal WEBHOOK_URL, WEBHOOK_ADDRESS, WEBHOOK_EVENTS (400), WEBHOOK_QUOTA.
    """
    Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)
    check_permission(by, Permission.MANAGE_WEBHOOKS, municipality)
    parse_url(url)
    check_events(events)
    if WebhookEndpoint.objects.of(municipality).count() >= MOST:
        raise Refusal("WEBHOOK_QUOTA", f"Получателей не больше {MOST}.", "Измените один из подключённых.")
    secret = new_secret()
    endpoint = WebhookEndpoint.objects.create(
        municipality=municipality,
        title=" ".join(title.split())[:120],
        url=url,
        secret=seal(secret),
        events=sorted(set(events)),
        created_by=by,
    )
    details = {"url": url, "events": endpoint.events}
    record(action="webhook.create", by=by, on=endpoint, municipality_id=municipality.pk, details=details)
    return endpoint, secret


@transaction.atomic
def edit_endpoint(
    *, endpoint: WebhookEndpoint, title: str, url: str, events: Collection[str], version: int, by: User
) -> WebhookEndpoint:
    """Change the address or the choice of events. What already waits goes to the new address.

    Raises Refusal STALE when a colleague was faster, with what is saved now, and what `create_endpoint` raises.
    """
    held = locked(endpoint, by)
    if held.version != version:
        raise Refusal(
            "STALE",
            "Пока вы правили, получателя изменил другой человек.",
            "Сверьте своё с сохранённым и сохраните ещё раз.",
            details={"title": held.title, "url": held.url, "events": held.event_titles},
        )
    parse_url(url)
    check_events(set(events) - set(held.events))
    held.title, held.url, held.events = " ".join(title.split())[:120], url, sorted(set(events))
    held.version += 1
    held.save(update_fields=["title", "url", "events", "version"])
    details = {"url": url, "events": held.events}
    record(action="webhook.edit", by=by, on=held, municipality_id=held.municipality_id, details=details)
    return held


@transaction.atomic
def pause_endpoint(*, endpoint: WebhookEndpoint, by: User) -> WebhookEndpoint:
    """Tell the system nothing until it is resumed; what waits stays. Raises Refusal STATE for one that is off."""
    held = locked(endpoint, by)
    if not held.is_active:
        raise Refusal("STATE", "Оповещения этой системы уже выключены.", "Обновите страницу.")
    held.is_active, held.version = False, held.version + 1
    held.save(update_fields=["is_active", "version"])
    record(action="webhook.pause", by=by, on=held, municipality_id=held.municipality_id)
    return held


@transaction.atomic
def resume_endpoint(*, endpoint: WebhookEndpoint, by: User) -> WebhookEndpoint:
    """Tell the system again, beginning with what waits. Raises Refusal STATE for one that is on."""
    held = locked(endpoint, by)
    if held.is_active:
        raise Refusal("STATE", "Оповещения этой системы уже включены.", "Обновите страницу.")
    held.is_active, held.disabled_reason, held.consecutive_failures, held.quiet_until = True, "", 0, None
    held.version += 1
    held.save(update_fields=["is_active", "disabled_reason", "consecutive_failures", "quiet_until", "version"])
    record(action="webhook.resume", by=by, on=held, municipality_id=held.municipality_id)
    return held


def check_events(events: Collection[str]) -> None:
    """Raises Refusal WEBHOOK_EVENTS for an event that no app declares."""
    unknown = sorted(set(events) - {event.code for event in all_events()})
    if unknown:
        raise Refusal("WEBHOOK_EVENTS", f"Таких событий нет: {', '.join(unknown)}.", status=400)
