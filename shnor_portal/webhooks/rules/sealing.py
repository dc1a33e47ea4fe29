"""Secrets of endpoints at rest: the portal must be able to sign, so they are sealed and not hashed.

The key is derived from SECRET_KEY, which lives outside the database: a copy of the database alone opens nothing.
After SECRET_KEY is changed, the old one in SECRET_KEY_FALLBACKS still opens what it has sealed.
"""

import secrets
from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes

PREFIX = "whsec_"
PURPOSE = b"shnor_portal.webhooks.secret"


class SecretUnreadableError(Exception):
    """The secret was sealed under a key the portal no longer has."""


def new_secret() -> str:
    """256 bits of chance, with a prefix that tells a leaked one by its look."""
    return PREFIX + secrets.token_urlsafe(32)


def seal(secret: str) -> str:
    return _box().encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str:
    """Raises SecretUnreadableError."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken as unreadable:
        raise SecretUnreadableError from unreadable


def _box() -> MultiFernet:
    return MultiFernet([Fernet(_key(key)) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret_key: str | bytes) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(force_bytes(secret_key))
    return urlsafe_b64encode(derived)
