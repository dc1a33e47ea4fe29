"""Bodies: JSON read strictly. Whatever is wrong with it is a 400 with a code, never a 500."""

import json
from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from rest_framework.parsers import BaseParser

from shnor_portal.common.refusals import Refusal

DEPTH = 20


class StrictJsonParser(BaseParser):
    """One JSON object: UTF-8, every name once, no NaN, bounded in size and depth, text a database can hold."""

    media_type = "application/json"

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        most: int = settings.API_BODY_BYTES
        body = stream.read(most + 1)
        if len(body) > most:
            raise Refusal("BODY_TOO_LARGE", f"Тело запроса больше {most} байт.", status=413)
        return read_object(body)


def read_object(body: bytes) -> dict[str, Any]:
    """Raises Refusal JSON_ENCODING, JSON_MALFORMED, JSON_DUPLICATE, JSON_DEPTH, TEXT_CONTROL (400)."""
    try:
        data = json.loads(body.decode("utf-8"), object_pairs_hook=distinct, parse_constant=no_constant)
    except UnicodeDecodeError as error:
        raise fault("JSON_ENCODING", "Тело запроса — не UTF-8.") from error
    except RecursionError as error:
        raise fault("JSON_DEPTH", "Вложенность JSON слишком велика.") from error
    except ValueError as error:
        raise fault("JSON_MALFORMED", "Тело запроса — не JSON.") from error
    if not isinstance(data, dict):
        raise fault("JSON_MALFORMED", "Тело запроса должно быть объектом JSON.")
    check_values(data, DEPTH)
    return data


def distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names differ: of two values of one name somebody would lose one."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise fault("JSON_DUPLICATE", "Имя в объекте JSON повторяется.")
    return found


def no_constant(name: str) -> Any:
    raise fault("JSON_MALFORMED", f"«{name}» — не число JSON.")


def check_values(value: Any, depth: int) -> None:
    """Bounded depth; no NUL and no half of a surrogate pair in any text, names included."""
    if depth == 0:
        raise fault("JSON_DEPTH", "Вложенность JSON слишком велика.")
    if isinstance(value, str):
        check_text(value)
    elif isinstance(value, dict):
        for name, inner in value.items():
            check_text(name)
            check_values(inner, depth - 1)
    elif isinstance(value, list):
        for inner in value:
            check_values(inner, depth - 1)


def check_text(text: str) -> None:
    if "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise fault("TEXT_CONTROL", "В тексте есть знак, которого не бывает в тексте.")


def fault(code: str, message: str) -> Refusal:
    return Refusal(code, message, "Проверьте тело запроса.", status=400)
