"""The schema: valid, whole, and true to what the running code answers."""

import pytest
import schemathesis
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.urls import get_resolver
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from shnor_portal.wsgi import application
from tests.api.conftest import ROOT, token_for

CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
BOUNDED = settings(
    max_examples=8,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
BY_ROW = {
    "/api/v1/schools/{key}/": "schools",
    "/api/v1/results/{key}/": "results",
    "/api/v1/risk-lists/{key}/": "risk-lists",
    "/api/v1/risk-lists/{list_key}/entries/": "entries",
    "/api/v1/rule-sets/{key}/": "rule-sets",
    "/api/v1/orders/{key}/": "orders",
    "/api/v1/support-cases/{key}/": "support-cases",
    "/api/v1/roadmaps/{key}/": "roadmaps",
    "/api/v1/measures/{key}/": "measures",
    "/api/v1/reviews/{key}/": "reviews",
    "/api/v1/imports/{key}/": "imports",
    "/api/v1/jobs/{key}/": "jobs",
}


def test_schema_is_valid_and_silent(tmp_path):
    call_command("spectacular", validate=True, fail_on_warn=True, file=str(tmp_path / "schema.yml"))


@pytest.fixture
def document(api):
    return api.get(f"{ROOT}schema/").json()


def test_every_route_is_in_the_schema(document):
    names = {name for name in get_resolver("shnor_portal.api.urls").reverse_dict if isinstance(name, str)}
    assert len(document["paths"]) == len(names - {"schema", "docs", "nothing-here"})


def test_refusals_are_told(document):
    for operations in document["paths"].values():
        for operation in operations.values():
            assert "application/problem+json" in operation["responses"]["401"]["content"]


def test_schema_is_for_people_signed_in(guest, db):
    assert guest.get(f"{ROOT}schema/").status_code == 401


@pytest.fixture
def headers(officer):
    return {"Authorization": f"Token {token_for(officer)}"}


@pytest.fixture
def schema(headers):
    """The real WSGI application inside the test's transaction: the end of a request must not close it."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi(f"{ROOT}schema/", application, headers=headers)
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.parametrize(("path", "name"), BY_ROW.items())
def test_real_rows_fit_the_schema(schema, world, headers, path, name):
    """What a filled city answers has the fields, types and nulls that the schema tells."""
    address = world.list_of(name) if path.endswith("entries/") else world.addresses[name]
    case = schema[path]["GET"].Case(path_parameters=parameters_of(path, address))
    answer = case.call(headers=headers)
    assert answer.status_code == 200
    case.validate_response(answer, checks=CHECKS, headers=headers)


def parameters_of(path: str, address: str) -> dict[str, str]:
    pairs = zip(path.strip("/").split("/"), address.strip("/").split("/"), strict=True)
    return {name.strip("{}"): value for name, value in pairs if name.startswith("{")}


def test_generated_requests_get_told_answers(schema, world, headers):
    """A bounded, reproducible run over every operation: no 500, no untold status, no untold body."""
    tried = []
    for result in schema.get_all_operations():
        operation = result.ok()

        @BOUNDED
        @given(case=operation.as_strategy())
        def run(case):
            case.call_and_validate(checks=CHECKS, headers=headers)

        run()
        tried.append(operation.label)
    assert len(tried) == len(set(tried)) > 30
