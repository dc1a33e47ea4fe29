"""Files of a city's server say what they must; nothing here needs a container engine."""

import json
import re

import pytest
import yaml
from django.conf import settings

from scripts.places import ROOT
from shnor_portal.imports.reader.faults import fault
from shnor_portal.imports.reader.limits import MIB
from shnor_portal.imports.services.reading import limits

DEPLOY = ROOT / "deploy"


@pytest.fixture(scope="module")
def compose() -> dict:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


def test_compose_has_every_part(compose):
    assert set(compose["services"]) == {"db", "redis", "migrate", "web", "worker", "beat", "proxy"}


def test_only_the_proxy_is_reachable_from_outside(compose):
    assert [name for name, service in compose["services"].items() if service.get("ports")] == ["proxy"]
    assert compose["networks"]["inside"] == {"internal": True}


def test_portal_containers_may_do_nothing_beyond_their_work(compose):
    for name in ("migrate", "web", "worker", "beat"):
        service = compose["services"][name]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["environment"]["PRODUCTION"] == "true"
        assert service["environment"]["SECOND_FACTOR"] == "required"


def test_there_is_one_clock_and_workers_take_one_job_at_a_time(compose):
    worker = compose["services"]["worker"]["command"]
    assert "--prefetch-multiplier=1" in worker
    assert not {"-B", "--beat"} & set(worker)
    assert "beat" in compose["services"]["beat"]["command"]


def test_every_variable_of_compose_is_explained_in_the_example(compose):
    used = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text())) - {"PORTAL_VERSION"}
    example = (DEPLOY / "env.example").read_text()
    assert used <= set(re.findall(r"^#? ?([A-Z_]+)=", example, re.MULTILINE))


def test_example_holds_no_secret():
    values = dict(re.findall(r"^#? ?([A-Z_]+)=(.*)$", (DEPLOY / "env.example").read_text(), re.MULTILINE))
    assert {values[name] for name in ("SECRET_KEY", "POSTGRES_PASSWORD", "OIDC_CLIENT_SECRET")} == {""}


def test_proxy_refuses_a_large_file_in_the_portals_own_words():
    problem = fault("FILE_TOO_LARGE", limit=20).problem
    page = (DEPLOY / "nginx" / "errors" / "413.html").read_text()
    answer = json.loads((DEPLOY / "nginx" / "errors" / "413.json").read_text())
    assert answer == {"code": "FILE_TOO_LARGE", "detail": problem.message, "where": {}, "hint": problem.hint}
    assert 'data-error-code="FILE_TOO_LARGE"' in page
    assert problem.message in page
    assert problem.hint in page
    assert "style=" not in page
    assert "<script" not in page


def test_proxy_lets_through_as_many_files_as_the_portal_takes_at_once():
    template = (DEPLOY / "nginx" / "portal.conf.template").read_text()
    door = template.split("location = /imports/new/ {")[1].split("}")[0]
    allowed = int(re.findall(r"client_max_body_size (\d+)m;", door)[0])
    assert allowed * MIB > settings.DATA_UPLOAD_MAX_NUMBER_FILES * limits().file_bytes
    assert "proxy_pass" in door
    assert not re.search(r"location[^{]*{[^}]*proxy_set_header", template), "a location with its own loses the server's"


def test_proxy_writes_the_callers_address_itself():
    template = (DEPLOY / "nginx" / "portal.conf.template").read_text()
    for header, value in (
        ("X-Real-IP", "$remote_addr"),
        ("X-Forwarded-For", "$remote_addr"),
        ("X-Forwarded-Host", '""'),
    ):
        assert f"proxy_set_header {header} {value};" in template


def test_image_runs_as_nobody_special_and_from_hashed_pins():
    text = (ROOT / "Dockerfile").read_text()
    last_stage = text.rsplit("\nFROM ", 1)[1]
    assert "USER portal" in last_stage
    assert "--require-hashes" in text
    copied = set(re.findall(r"^COPY (?!--)(\S+) ", text, re.MULTILINE))
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert copied <= allowed
