"""`Idempotency-Key`: the same call sent twice has one effect, and the second gets the first one's answer."""

import hashlib
import re
from collections.abc import Callable
from typing import Any

import orjson
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from shnor_portal.accounts.access import person
from shnor_portal.accounts.services import run_once
from shnor_portal.common.refusals import Refusal

KEY = re.compile(r"[A-Za-z0-9_.:-]{8,64}\Z", re.ASCII)
HEADER = "Idempotency-Key"
IDEMPOTENCY = OpenApiParameter(
    HEADER,
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    pattern=r"^[A-Za-z0-9_.:-]{8,64}$",
    description="Повторный вызов с тем же ключом ничего не делает второй раз",
)


def once_key(request: Request, route: str) -> str:
    """The caller's key, bound to the route; "" without the header. Raises Refusal IDEMPOTENCY_KEY (400)."""
    key = request.headers.get(HEADER)
    if key is None:
        return ""
    if not KEY.match(key):
        raise Refusal(
            "IDEMPOTENCY_KEY", f"{HEADER} неверен.", "От 8 до 64 знаков: латиница, цифры, «_.:-».", status=400
        )
    return f"{route}:{key}"


def once(request: Request, route: str, payload: Any, act: Callable[[], str]) -> str:
    """Carry out `act` once for the person, route and key; gives the key of the row it made.

    Raises Refusal IDEMPOTENCY_KEY (400), and IDEMPOTENCY_REUSED (409) for a key that came with another `payload`
    before. Without the header the call is simply carried out.
    """
    key = once_key(request, route)
    if not key:
        return act()
    body = hashlib.sha256(orjson.dumps(payload, option=orjson.OPT_SORT_KEYS, default=str)).hexdigest()[:32]
    outcome = run_once(by=person(request._request), key=key, act=lambda: f"{body} {act()}")
    sent, _, made = outcome.partition(" ")
    if sent != body:
        raise reused()
    return made


def reused() -> Refusal:
    return Refusal(
        "IDEMPOTENCY_REUSED", "С этим ключом уже приходил другой запрос.", f"Возьмите новый {HEADER}.", status=409
    )
