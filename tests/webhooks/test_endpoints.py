"""Connecting, changing, pausing, a new secret: who may, and what is kept."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from shnor_portal.audit.models import AuditEntry
from shnor_portal.common.integrity import run_checks
from shnor_portal.common.refusals import Refusal
from shnor_portal.webhooks.enums import DeliveryState
from shnor_portal.webhooks.lifecycle import DELIVERY
from shnor_portal.webhooks.models import WebhookDelivery, WebhookEndpoint
from shnor_portal.webhooks.rules.sealing import unseal
from shnor_portal.webhooks.services import (
    check_endpoint,
    create_endpoint,
    edit_endpoint,
    forget_old_deliveries,
    pause_endpoint,
    resend_delivery,
    resume_endpoint,
    rotate_secret,
    send_due,
)
from shnor_portal.webhooks.services.endpoints import MOST
from shnor_portal.webhooks.services.rotation import OVERLAP, valid_secrets
from shnor_portal.webhooks.services.sending import claim_next
from tests.webhooks.builders import EVENT, OTHER_EVENT, URL, connected, told


def test_secret_is_sealed_in_the_row_and_absent_from_the_trail(city, administrator):
    endpoint, secret = create_endpoint(municipality=city, title=" Журнал ", url=URL, events=[EVENT], by=administrator)
    row = WebhookEndpoint.objects.get(pk=endpoint.pk)
    assert secret.startswith("whsec_")
    assert unseal(row.secret) == secret
    assert secret not in row.secret
    assert not [e for e in AuditEntry.objects.all() if secret in str(e.details) or row.secret in str(e.details)]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"url": "http://journal.example.org/"}, "WEBHOOK_URL"),
        ({"url": "https://10.0.0.1/"}, "WEBHOOK_ADDRESS"),
        ({"events": ["trial.unheard_of"]}, "WEBHOOK_EVENTS"),
    ],
)
def test_wrong_endpoint_is_not_connected(city, administrator, changes, code):
    with pytest.raises(Refusal) as said:
        connected(city, administrator, **changes)
    assert said.value.code == code
    assert not WebhookEndpoint.objects.exists()


def test_number_of_endpoints_is_bounded(city, administrator):
    for _ in range(MOST):
        connected(city, administrator)
    with pytest.raises(Refusal, match="WEBHOOK_QUOTA"):
        connected(city, administrator)


def acts(endpoint, delivery, by):
    """Every write of the app on these rows."""
    return [
        lambda: create_endpoint(municipality=endpoint.municipality, title="Ж", url=URL, events=[EVENT], by=by),
        lambda: edit_endpoint(endpoint=endpoint, title="Ж", url=URL, events=[EVENT], version=1, by=by),
        lambda: rotate_secret(endpoint=endpoint, version=1, keep_previous=True, by=by),
        lambda: pause_endpoint(endpoint=endpoint, by=by),
        lambda: resume_endpoint(endpoint=endpoint, by=by),
        lambda: check_endpoint(endpoint=endpoint, by=by),
        lambda: resend_delivery(delivery=delivery, by=by),
    ]


def test_colleague_and_stranger_may_do_nothing(city, endpoint, officer, foreign_administrator):
    (delivery,) = told(city)
    for by in (officer, foreign_administrator):
        for act in acts(endpoint, delivery, by):
            with pytest.raises(PermissionDenied):
                act()
        assert not WebhookEndpoint.objects.visible_to(by).exists()
        assert not WebhookDelivery.objects.visible_to(by).exists()


def test_stale_change_names_what_is_saved(city, administrator, endpoint):
    edit_endpoint(endpoint=endpoint, title="Новый", url=URL, events=[OTHER_EVENT], version=1, by=administrator)
    with pytest.raises(Refusal, match="STALE") as said:
        edit_endpoint(endpoint=endpoint, title="Мой", url=URL, events=[EVENT], version=1, by=administrator)
    assert said.value.details == {"title": "Новый", "url": URL, "events": ["Проба закончена"]}
    endpoint.refresh_from_db()
    assert (endpoint.title, endpoint.events, endpoint.version) == ("Новый", [OTHER_EVENT], 2)


def test_both_secrets_sign_for_a_day_after_a_rotation(administrator, endpoint):
    new = rotate_secret(endpoint=endpoint, version=1, keep_previous=True, by=administrator)
    endpoint.refresh_from_db()
    assert valid_secrets(endpoint) == [new, endpoint.shown_secret]
    with time_machine.travel(timezone.now() + OVERLAP + timedelta(seconds=1)):
        assert valid_secrets(endpoint) == [new]


def test_message_after_a_rotation_carries_both_signatures(city, administrator, endpoint, receiver):
    rotate_secret(endpoint=endpoint, version=1, keep_previous=True, by=administrator)
    told(city)
    send_due()
    assert receiver.heard[0].headers["x-shnor-signature"].count("v1=") == 2


def test_leaked_secret_ends_at_once(administrator, endpoint):
    new = rotate_secret(endpoint=endpoint, version=1, keep_previous=False, by=administrator)
    endpoint.refresh_from_db()
    assert valid_secrets(endpoint) == [new]
    assert endpoint.previous_secret == ""


def test_second_press_does_not_throw_away_the_secret_just_shown(administrator, endpoint):
    new = rotate_secret(endpoint=endpoint, version=1, keep_previous=True, by=administrator)
    with pytest.raises(Refusal, match="STALE"):
        rotate_secret(endpoint=endpoint, version=1, keep_previous=True, by=administrator)
    endpoint.refresh_from_db()
    assert valid_secrets(endpoint)[0] == new


def test_pausing_twice_is_told(administrator, endpoint):
    pause_endpoint(endpoint=endpoint, by=administrator)
    for act in (pause_endpoint, check_endpoint):
        with pytest.raises(Refusal, match="STATE"):
            act(endpoint=endpoint, by=administrator)
    resume_endpoint(endpoint=endpoint, by=administrator)
    with pytest.raises(Refusal, match="STATE"):
        resume_endpoint(endpoint=endpoint, by=administrator)


def test_resumed_endpoint_begins_with_a_clean_sheet(administrator, endpoint):
    WebhookEndpoint.objects.update(
        is_active=False, consecutive_failures=5, disabled_reason="-", quiet_until=timezone.now() + timedelta(hours=1)
    )
    resumed = resume_endpoint(endpoint=endpoint, by=administrator)
    assert (resumed.consecutive_failures, resumed.disabled_reason, resumed.quiet_until) == (0, "", None)


@pytest.mark.parametrize("state", DeliveryState)
def test_message_is_sent_again_only_where_the_table_allows(city, administrator, endpoint, state):
    (row,) = told(city)
    is_open = state in {"waiting", "failed"}
    WebhookDelivery.objects.update(state=state, next_attempt_at=timezone.now() if is_open else None)
    if state in DELIVERY["resend"].sources:
        assert resend_delivery(delivery=row, by=administrator).state == DeliveryState.WAITING
    else:
        with pytest.raises(Refusal, match="STATE"):
            resend_delivery(delivery=row, by=administrator)


def test_message_on_its_way_is_not_sent_beside_itself(city, administrator, endpoint):
    (row,) = told(city)
    WebhookDelivery.objects.update(state=DeliveryState.FAILED)
    claim_next()
    with pytest.raises(Refusal, match="SENDING"):
        resend_delivery(delivery=row, by=administrator)


def test_messages_older_than_a_month_are_forgotten(city, endpoint):
    (old,), (young,) = told(city), told(city)
    WebhookDelivery.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=31))
    assert forget_old_deliveries() == 1
    assert list(WebhookDelivery.objects.all()) == [young]


def findings() -> set[str]:
    return {o.check for o in run_checks() if o.check.startswith("webhooks.") and o.findings}


def test_integrity_check_sees_what_a_hand_in_the_database_has_done(city, administrator, endpoint, receiver, settings):
    (row,) = told(city)
    send_due()
    assert findings() == set()
    WebhookDelivery.objects.update(body=row.body.replace('"gorod"', '"drugoy"'))
    assert findings() == {"webhooks.deliveries"}
    WebhookDelivery.objects.update(body=row.body, delivered_at=None)
    assert findings() == {"webhooks.deliveries"}
    settings.SECRET_KEY = "another-key-of-the-portal-0123456789-0123456789"
    assert "webhooks.secrets" in findings()
