"""Signature of a message: HMAC-SHA256 over the moment and the very bytes of the body.

The moment is signed too, so that a receiver can refuse an old message sent once more by somebody who overheard it.
"""

import hashlib
import hmac
from collections.abc import Iterable

SIGNATURE_HEADER = "X-Shnor-Signature"
EVENT_HEADER = "X-Shnor-Event"
DELIVERY_HEADER = "X-Shnor-Delivery"


def signature_of(body: str, moment: int, secrets: Iterable[str]) -> str:
    """`t=<unix seconds>,v1=<hex>`, one `v1` for each secret that is valid at the moment."""
    told = f"{moment}.{body}".encode()
    marks = [hmac.new(secret.encode(), told, hashlib.sha256).hexdigest() for secret in secrets]
    return ",".join([f"t={moment}", *(f"v1={mark}" for mark in marks)])
