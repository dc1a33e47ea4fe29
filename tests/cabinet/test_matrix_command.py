"""`manage.py access_matrix` as an operator runs it: on a server's own settings, leaving its data alone."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

SERVER = {
    "PRODUCTION": "true",
    "SECRET_KEY": "a-key-of-the-test-only" * 4,
    "ALLOWED_HOSTS": "portal.example.org",
    "PUBLIC_URL": "https://portal.example.org",
    "SECOND_FACTOR": "required",
    "DJANGO_SETTINGS_MODULE": "shnor_portal.settings",
}


@pytest.fixture
def matrix(tmp_path):
    def run(route: str) -> subprocess.CompletedProcess[str]:
        kept = {key: value for key, value in os.environ.items() if key in ("PATH", "LANG", "HOME")}
        command = [sys.executable, "manage.py", "access_matrix", "--format", "json", "--route", route]
        env = {**kept, **SERVER, "DATA_DIR": str(tmp_path)}
        return subprocess.run(command, cwd=settings.BASE_DIR, env=env, capture_output=True, text=True, check=False)

    return run


def test_server_is_asked_by_its_own_settings(matrix, tmp_path):
    done = matrix("reports:order_file")
    assert (done.returncode, done.stderr) == (0, "")
    rows = json.loads(done.stdout)
    assert {(row["role"], row["placement"], row["answer"]) for row in rows if row["method"] == "GET"} >= {
        ("guest", "own", "sign_in"),
        ("municipal_officer", "own", "passed"),
        ("municipal_officer", "foreign", "absent"),
        ("school_admin", "own", "forbidden"),
    }
    assert not [path for path in (tmp_path / "files").rglob("*") if path.is_file()]


def test_unknown_route_is_named(matrix):
    done = matrix("schools:detal")
    assert done.returncode == 1
    assert "«schools:detal» в таблице нет" in done.stderr
