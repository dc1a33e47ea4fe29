"""What operators and balancers ask, and what people see when something is down."""

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from shnor_portal.common import health


def test_process_answers_without_any_dependency(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_ready_names_every_dependency(client):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["checks"] == dict.fromkeys(health.CHECKS, "ok")


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(health.CHECKS))
def test_broken_dependency_is_named_without_details(client, monkeypatch, name):
    def fail():
        raise RuntimeError("password=secret host=db.internal")

    monkeypatch.setitem(health.CHECKS, name, fail)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert {key for key, verdict in answer.json()["checks"].items() if verdict == "fail"} == {name}
    assert b"secret" not in answer.content


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "status", "words"),
    [(OperationalError("host=db.internal"), 503, "503"), (ValueError("host=db.internal"), 500, "500")],
)
def test_breakage_is_told_calmly(officer, monkeypatch, error, status, words):
    def fail(*args, **kwargs):
        raise error

    client = Client(raise_request_exception=False)
    client.force_login(officer)
    monkeypatch.setattr("shnor_portal.notifications.views.page_of", fail)
    answer = client.get(reverse("notifications:inbox"))
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert b"db.internal" not in answer.content
    assert answer.has_header("Retry-After") == (status == 503)
    assert answer.has_header("X-Request-ID")
