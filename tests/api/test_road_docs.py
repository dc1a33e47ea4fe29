"""What docs/api.md says of the road is what the portal does: addresses, scopes, and the example as it stands there."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import resolve

from roadmaps.models import Measure
from tests.api.conftest import ROOT, client_for
from tests.roadmaps.doing.builders import measure_of, plan_in_force

RESOURCES = ("support-cases", "roadmaps", "measures", "reviews", "occurrences")
CALL = re.compile(r"curl (?P<options>(?:[^\n]|\\\n)*?) \$API/measures/\$ID/(?P<act>[a-z-]+)/")
BODY = re.compile(r"-d '(?P<body>[^']+)'")


@pytest.fixture(scope="module")
def page():
    return (Path(settings.BASE_DIR) / "docs/api.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", RESOURCES)
def test_resource_asks_for_the_scope_that_is_told(page, name):
    (scope,) = re.findall(rf"^\| `{name}/` \| `([a-z_.]+)` \|", page, re.MULTILINE)
    view = resolve(f"{ROOT}{name}/").func.cls
    assert view.permission == scope


def test_acts_ask_for_the_scope_that_is_told(page):
    (scope,) = re.findall(r"^\| `POST measures/\{id\}/start/`.*? \| `([a-z_.]+)` \|", page, re.MULTILINE)
    view = resolve(f"{ROOT}measures/1/start/").func.cls
    assert set(view.acts.values()) == {scope}


def test_filters_of_measures_are_the_told_ones(page):
    (row,) = re.findall(r"^\| `measures/`.*", page, re.MULTILINE)
    view = resolve(f"{ROOT}measures/").func.cls
    assert all(f"`{name}" in row for name in view.filterset_class.base_filters)


def test_example_works_as_it_stands(page, school, school_admin, time_machine):
    """Every call of the example, in its order, each made on the state read just before."""
    time_machine.move_to("2020-12-04T03:00:00Z", tick=False)
    measure = measure_of(plan_in_force(school))
    client, address = client_for(school_admin), f"{ROOT}measures/{measure.pk}/"
    (query,) = re.findall(r"\$API/measures/(\?[^\"]+)\"", page)
    assert [row["id"] for row in client.get(f"{ROOT}measures/{query}").json()["results"]] == [measure.pk]
    states = []
    for call in CALL.finditer(page):
        body = json.loads(BODY.search(call["options"])["body"])
        headers = {"HTTP_IF_MATCH": client.get(address)["ETag"]} if "If-Match" in call["options"] else {}
        answer = client.post(f"{address}{call['act']}/", body, **headers)
        assert answer.status_code == (201 if call["act"] == "evidence" else 200), answer.content
        states.append((call["act"], Measure.objects.get().state))
    assert states == [
        ("start", "in_progress"),
        ("finish", "done"),
        ("evidence", "done"),
        ("take-back", "in_progress"),
    ]
