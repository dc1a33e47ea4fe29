"""The signature, checked by the receiver that the documentation gives."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from shnor_portal.webhooks.rules.sealing import SecretUnreadableError, new_secret, seal, unseal
from shnor_portal.webhooks.rules.signature import signature_of

NOW = 1_604_023_200
SECRET = "whsec_primer"
BODY = '{"id":"1","data":{"state":"утверждена"}}'


def documented() -> dict:
    """The names that the example of docs/webhooks.md defines."""
    page = (Path(settings.BASE_DIR) / "docs/webhooks.md").read_text(encoding="utf-8")
    (example,) = [block for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL) if "is_genuine" in block]
    names: dict = {}
    exec(compile(example, "docs/webhooks.md", "exec"), names)  # noqa: S102 a page of our own
    names["SECRET"] = SECRET
    return names


is_genuine = documented()["is_genuine"]


def test_documented_receiver_takes_a_genuine_message():
    assert is_genuine(signature_of(BODY, NOW, [SECRET]), BODY.encode(), NOW + 10)


@pytest.mark.parametrize("secrets", [["whsec_novyy", SECRET], [SECRET, "whsec_novyy"]])
def test_either_secret_is_enough_while_one_is_replaced(secrets):
    assert is_genuine(signature_of(BODY, NOW, secrets), BODY.encode(), NOW)


@pytest.mark.parametrize(
    ("header", "body", "now"),
    [
        (signature_of(BODY, NOW, ["whsec_chuzhoy"]), BODY, NOW),
        (signature_of(BODY, NOW, [SECRET]), BODY + " ", NOW),
        (signature_of(BODY, NOW, [SECRET]), BODY, NOW + 301),
        (signature_of(BODY, NOW, [SECRET]), BODY, NOW - 301),
        (signature_of(BODY, NOW, [SECRET]).replace(f"t={NOW}", f"t={NOW + 5}"), BODY, NOW),
        (f"t={NOW}", BODY, NOW),
        (f"t={NOW},v1=", BODY, NOW),
        (f"t={NOW},v1=щ", BODY, NOW),
        (f"t=٣,v1={'0' * 64}", BODY, NOW),
        ("", BODY, NOW),
    ],
)
def test_documented_receiver_refuses_a_forged_or_stale_one(header, body, now):
    assert not is_genuine(header, body.encode(), now)


@given(st.text(max_size=200))
def test_any_header_is_refused_without_falling(header):
    assert not is_genuine(header, BODY.encode(), NOW)


def test_sealed_secret_is_not_in_the_database_and_opens_again():
    secret = new_secret()
    assert secret not in seal(secret)
    assert seal(secret) != seal(secret)
    assert unseal(seal(secret)) == secret


def test_secret_outlives_a_change_of_the_portal_key(settings):
    sealed = seal("whsec_primer")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-of-the-portal-0123456789-0123456789"
    assert unseal(sealed) == "whsec_primer"


def test_secret_of_a_forgotten_key_is_unreadable(settings):
    sealed = seal("whsec_primer")
    settings.SECRET_KEY = "another-key-of-the-portal-0123456789-0123456789"
    with pytest.raises(SecretUnreadableError):
        unseal(sealed)
