"""Sending to a real server: what it gets, what happens when it does not take it."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from shnor_portal.audit.models import AuditEntry
from shnor_portal.notifications.models import Notification
from shnor_portal.webhooks import transport
from shnor_portal.webhooks.enums import DeliveryState
from shnor_portal.webhooks.models import WebhookDelivery, WebhookEndpoint
from shnor_portal.webhooks.services import check_endpoint, pause_endpoint, resend_delivery, resume_endpoint, send_due
from shnor_portal.webhooks.services.outcomes import MOST_ABANDONED, settle
from shnor_portal.webhooks.services.sending import LEASE, claim_next
from shnor_portal.webhooks.transport import Answer
from tests.webhooks.builders import connected, told
from tests.webhooks.receiver import say
from tests.webhooks.test_signature import documented

START = datetime(2026, 10, 30, 2, 0, tzinfo=UTC)


@pytest.fixture
def clock():
    """A clock that stands still until it is moved."""
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def refuse(status: int, **headers: str):
    return lambda handler: say(handler, status, **headers)


def test_receiver_gets_the_very_body_that_was_signed(city, endpoint, receiver, clock):
    (row,) = told(city, state="approved")
    assert send_due() == 1
    (heard,) = receiver.heard
    names = documented()
    names["SECRET"] = endpoint.shown_secret
    assert names["is_genuine"](heard.headers["x-shnor-signature"], heard.body, START.timestamp())
    assert heard.body.decode() == row.body
    assert heard.path == "/hooks?from=portal"
    assert heard.headers["x-shnor-event"] == "trial.opened"
    assert heard.headers["x-shnor-delivery"] == str(row.public_id)
    assert heard.headers["content-type"] == "application/json"
    row.refresh_from_db()
    assert (row.state, row.attempts, row.last_status, row.last_error) == (DeliveryState.DELIVERED, 1, 204, "")
    assert (row.delivered_at, row.next_attempt_at) == (START, None)


def test_taken_message_is_not_sent_again(city, endpoint, receiver):
    told(city)
    assert [send_due(), send_due()] == [1, 0]
    assert len(receiver.heard) == 1


def test_refused_message_comes_again_later_under_the_same_key_and_signed_anew(city, endpoint, receiver, clock):
    receiver.answer = refuse(503)
    (row,) = told(city)
    send_due()
    row.refresh_from_db()
    assert (row.state, row.last_status, row.last_error) == (DeliveryState.FAILED, 503, "Получатель ответил 503.")
    assert START + timedelta(minutes=1) <= row.next_attempt_at <= START + timedelta(seconds=72)
    assert send_due() == 0
    receiver.answer = refuse(200)
    clock.shift(timedelta(minutes=2))
    assert send_due() == 1
    first, second = receiver.heard
    assert first.body == second.body
    assert first.headers["x-shnor-delivery"] == second.headers["x-shnor-delivery"]
    assert first.headers["x-shnor-signature"] != second.headers["x-shnor-signature"]
    row.refresh_from_db()
    assert (row.state, row.attempts) == (DeliveryState.DELIVERED, 2)


def test_message_is_given_up_after_ten_tries_and_people_are_told(city, administrator, endpoint, receiver, clock):
    receiver.answer = refuse(500)
    (row,) = told(city)
    tries = 0
    while WebhookDelivery.objects.filter(pk=row.pk, state__in=["waiting", "failed"]).exists():
        tries += send_due()
        clock.shift(timedelta(minutes=30))
        assert tries <= 10
    row.refresh_from_db()
    assert (tries, row.state, row.attempts) == (10, DeliveryState.ABANDONED, 10)
    note = Notification.objects.get(recipient=administrator)
    assert note.kind == "webhook_abandoned"
    assert note.path == f"/webhooks/{endpoint.public_id}/"
    endpoint.refresh_from_db()
    assert (endpoint.is_active, endpoint.consecutive_failures) == (True, 1)


def give_up(city) -> WebhookDelivery:
    """A message on its last try, refused."""
    (row,) = told(city)
    WebhookDelivery.objects.filter(pk=row.pk).update(attempts=9, state="failed")
    WebhookEndpoint.objects.update(quiet_until=None)
    assert send_due() == 1
    return row


def test_endpoint_is_switched_off_after_several_given_up_in_a_row(city, administrator, endpoint, receiver):
    receiver.answer = refuse(410)
    for _ in range(MOST_ABANDONED):
        give_up(city)
    endpoint.refresh_from_db()
    assert not endpoint.is_active
    assert "410" in endpoint.disabled_reason
    assert Notification.objects.filter(recipient=administrator, kind="webhook_disabled").count() == 1
    assert AuditEntry.objects.filter(action="webhook.disable", actor_id=None).count() == 1
    assert told(city) == []


def test_one_taken_message_forgets_the_failures(city, endpoint, receiver):
    receiver.answer = refuse(500)
    for _ in range(MOST_ABANDONED - 1):
        give_up(city)
    receiver.answer = refuse(200)
    give_up(city)
    receiver.answer = refuse(500)
    give_up(city)
    endpoint.refresh_from_db()
    assert (endpoint.is_active, endpoint.consecutive_failures) == (True, 1)


def test_waiting_message_goes_after_a_pause(city, administrator, endpoint, receiver):
    told(city)
    pause_endpoint(endpoint=endpoint, by=administrator)
    assert send_due() == 0
    resume_endpoint(endpoint=endpoint, by=administrator)
    assert send_due() == 1


def test_worker_killed_in_the_middle_loses_nothing(city, endpoint, receiver, clock):
    (row,) = told(city)
    assert claim_next().pk == row.pk
    assert send_due() == 0
    clock.shift(LEASE + timedelta(seconds=1))
    assert send_due() == 1
    row.refresh_from_db()
    assert (row.state, row.attempts) == (DeliveryState.DELIVERED, 2)


def test_worker_taken_for_dead_does_not_overwrite_the_outcome(city, endpoint, receiver, clock):
    (row,) = told(city)
    slow = claim_next()
    clock.shift(LEASE + timedelta(seconds=1))
    send_due()
    settle(delivery_id=slow.pk, attempt=slow.attempts, answer=Answer(None, "поздно", 1), chance=0.5)
    row.refresh_from_db()
    assert (row.state, row.last_error) == (DeliveryState.DELIVERED, "")


def test_slow_receiver_does_not_hold_up_another(city, administrator, endpoint, receiver, clock):
    """Three messages for one that refuses, then one for one that takes: the refusing one is asked once."""
    receiver.answer = lambda handler: say(handler, 500 if handler.path == "/bad" else 200)
    base = receiver.url.rpartition("/")[0]
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(url=f"{base}/bad")
    for _ in range(3):
        told(city)
    connected(city, administrator, f"{base}/good")
    told(city)
    send_due()
    assert sorted(heard.path for heard in receiver.heard) == ["/bad", "/good"]


def test_trial_message_is_tried_once_and_counts_for_nothing(city, administrator, endpoint, receiver):
    receiver.answer = refuse(500)
    ping = check_endpoint(endpoint=endpoint, by=administrator)
    assert check_endpoint(endpoint=endpoint, by=administrator).pk == ping.pk
    send_due()
    ping.refresh_from_db()
    endpoint.refresh_from_db()
    assert (ping.state, ping.attempts, endpoint.consecutive_failures) == (DeliveryState.ABANDONED, 1, 0)
    assert not Notification.objects.exists()
    receiver.answer = refuse(200)
    check_endpoint(endpoint=endpoint, by=administrator)
    assert send_due() == 1


def test_message_sent_again_by_a_person_has_ten_tries_more(city, administrator, endpoint, receiver, clock):
    receiver.answer = refuse(500)
    row = give_up(city)
    resend_delivery(delivery=row, by=administrator)
    send_due()
    row.refresh_from_db()
    assert (row.state, row.attempts) == (DeliveryState.FAILED, 11)
    assert row.next_attempt_at <= START + timedelta(seconds=72)


def test_secret_of_a_forgotten_portal_key_is_said_in_words(city, endpoint, receiver, settings):
    (row,) = told(city)
    settings.SECRET_KEY = "another-key-of-the-portal-0123456789-0123456789"
    send_due()
    row.refresh_from_db()
    assert row.state == DeliveryState.FAILED
    assert "Выпустите новый ключ подписи" in row.last_error
    assert receiver.heard == []


# --- what a receiver may do wrong ----------------------------------------------------------------


def outcome(url: str) -> Answer:
    return transport.post(url, b"{}", {})


def test_redirect_is_not_followed(receiver):
    receiver.answer = refuse(302, Location=receiver.url)
    answer = outcome(receiver.url)
    assert (answer.status, answer.is_taken) == (302, False)
    assert "отсылает на другой адрес" in answer.error
    assert len(receiver.heard) == 1


def test_huge_answer_is_not_read_to_its_end(receiver):
    sent = []

    def flood(handler):
        handler.send_response(200)
        handler.end_headers()
        for _ in range(4096):
            handler.wfile.write(b"x" * 65536)
            sent.append(65536)

    receiver.answer = flood
    assert outcome(receiver.url).is_taken
    assert sum(sent) < 64 * 1024 * 1024


BEGUN = {
    "status": b"",
    "headers": b"HTTP/1.1 200 OK\r\n",
    "body": b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n",
}


@pytest.mark.parametrize("drip", BEGUN)
def test_dripping_receiver_is_cut_off(receiver, monkeypatch, drip):
    """Every byte comes in time, the whole never does."""
    monkeypatch.setattr(transport, "TALK_SECONDS", 0.3)
    done = threading.Event()

    def trickle(handler):
        handler.wfile.write(BEGUN[drip])
        while not done.wait(0.02):
            handler.wfile.write(b"H")

    receiver.answer = trickle
    try:
        answer = outcome(receiver.url)
    finally:
        done.set()
    assert answer.is_taken == (drip == "body")
    assert answer.is_taken or answer.error == "Получатель не ответил вовремя."


def test_silent_receiver_is_left(receiver, monkeypatch):
    monkeypatch.setattr(transport, "READ_SECONDS", 0.2)
    done = threading.Event()
    receiver.answer = lambda handler: done.wait(5)
    try:
        assert outcome(receiver.url).error == "Получатель не ответил вовремя."
    finally:
        done.set()


NONSENSE = [b"", b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 300]


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_answer_that_is_no_answer_is_a_failure(receiver, nonsense):
    receiver.answer = lambda handler: handler.wfile.write(nonsense)
    answer = outcome(receiver.url)
    assert not answer.is_taken
    assert answer.error


def test_nobody_listens(receiver):
    port = receiver.port
    receiver.answer = refuse(200)
    assert outcome(f"http://127.0.0.1:{port}/").is_taken
    answer = outcome("http://127.0.0.1:1/")
    assert answer == Answer(None, "Получатель отказал в соединении.", answer.duration_ms)
