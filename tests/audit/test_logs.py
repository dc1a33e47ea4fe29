"""What the process says in its log: enough to trace, nothing about people."""

import io
import json
import logging

import pytest
import structlog

from shnor_portal.audit.models import AuditEntry
from shnor_portal.common.logs import json_formatter
from tests.factories.people import PASSWORD


@pytest.fixture
def lines():
    """Log lines as the server would write them, read back."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(json_formatter())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)
    root.setLevel(level)


def test_request_is_told_by_number_without_query_address_or_name(client, lines, officer):
    client.force_login(officer)
    client.get("/schools/?q=Иванова", headers={"X-Request-ID": "request-number-1", "X-Forwarded-For": "203.0.113.7"})
    told = [line for line in lines() if line.get("request_id") == "request-number-1"]
    assert {line["event"] for line in told} >= {"request_started", "request_finished"}
    text = json.dumps(told, ensure_ascii=False)
    assert [secret for secret in ("Иванова", "203.0.113.7", officer.email, officer.full_name) if secret in text] == []


def test_audit_entry_and_answer_carry_the_same_request_number(client, officer):
    form = {"login": officer.email, "password": PASSWORD}
    answer = client.post("/account/login/", form, headers={"X-Request-ID": "request-number-2"})
    assert answer["X-Request-ID"] == "request-number-2"
    assert AuditEntry.objects.get(action="account.sign_in").request_id == "request-number-2"


def test_key_of_a_password_letter_is_not_told(client, lines, db):
    client.get("/account/password/reset/key/1-abcdef-0123456789/")
    assert [line for line in lines() if "0123456789" in str(line.get("request"))] == []


def test_traceback_shows_no_local_values(lines):
    password = "ochen-sekretnyy-parol"
    try:
        raise ValueError(len(password))
    except ValueError:
        structlog.get_logger("test").exception("broken")
    told = json.dumps(lines())
    assert "ValueError" in told
    assert password not in told


@pytest.mark.parametrize("offered", ["короткий", "a" * 65, "two words here", "x\ny-z-0-1-2"])
def test_malformed_request_number_is_replaced(client, offered):
    answer = client.get("/healthz", headers={"X-Request-ID": offered.replace("\n", " ")})
    assert answer["X-Request-ID"] != offered
    assert len(answer["X-Request-ID"]) == 32
