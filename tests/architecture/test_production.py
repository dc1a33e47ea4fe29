"""A production that is set up badly does not start; one that is set up well passes Django's own check."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

GOOD = {
    "PRODUCTION": "true",
    "SECRET_KEY": "a-key-of-the-test-only" * 4,
    "ALLOWED_HOSTS": "portal.example.org",
    "PUBLIC_URL": "https://portal.example.org",
    "DATABASE_URL": "postgres://portal:a-password-of-its-own@db.example.org/portal",
    "REDIS_URL": "redis://redis.example.org:6379/0",
    "BEHIND_PROXY": "true",
    "TRUSTED_CLIENT_ADDRESS_HEADER": "HTTP_X_REAL_IP",
    "OIDC_SERVER_URL": "https://login.example.org/realms/city",
    "OIDC_CLIENT_ID": "portal",
    "OIDC_CLIENT_SECRET": "-",
}
PRINT = (
    "import django; django.setup(); from django.conf import settings as s; from django.urls import reverse;"
    "print(s.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'], s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE,"
    "reverse('openid_connect_login', args=['oidc']))"
)


def start(tmp_path, *command: str, **changes: str) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if key in ("PATH", "LANG", "HOME")}
    env = {**kept, **GOOD, "DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "shnor_portal.settings", **changes}
    return subprocess.run(
        [sys.executable, *command], cwd=settings.BASE_DIR, env=env, capture_output=True, text=True, check=False
    )


def test_deployment_check_is_clean(tmp_path):
    done = start(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("DEBUG", "true", "DEBUG"),
        ("SECRET_KEY", "development-only-key-never-for-a-server-0123456789", "SECRET_KEY"),
        ("SECRET_KEY", "short", "SECRET_KEY"),
        ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS"),
        ("SECOND_FACTOR", "optional", "SECOND_FACTOR"),
        ("DATABASE_URL", "postgres://portal:postgres@db/portal", "DATABASE_URL"),
        ("DATABASE_URL", "postgres://portal@db/portal", "DATABASE_URL"),
        ("PUBLIC_URL", "http://portal.example.org", "PUBLIC_URL"),
    ],
)
def test_bad_setting_stops_the_start_and_is_named(tmp_path, name, value, complaint):
    done = start(tmp_path, "-c", "import shnor_portal.settings", **{name: value})
    assert done.returncode != 0
    assert "ImproperlyConfigured" in done.stderr
    assert complaint in done.stderr.splitlines()[-1]


@pytest.mark.parametrize(("name", "value"), [("SECOND_FACTOR", "Required"), ("DATABASE_URL", "portal.sqlite3")])
def test_misspelt_setting_is_named_also_beside_the_desk(tmp_path, name, value):
    done = start(tmp_path, "-c", "import shnor_portal.settings", **{"PRODUCTION": "false", name: value})
    assert done.returncode != 0
    assert done.stderr.splitlines()[-1].startswith("django.core.exceptions.ImproperlyConfigured: " + name)


def test_single_sign_on_has_its_address_and_its_place_in_the_policy(tmp_path):
    done = start(tmp_path, "-c", PRINT)
    assert done.stdout.split("\n")[0] == (
        "[\"'self'\", 'https://login.example.org'] __Host-session True /account/external/oidc/oidc/login/"
    ), done.stderr
