"""Every «no» of the API in one form: application/problem+json with a stable code (RFC 9457)."""

from typing import Any

import orjson
import structlog
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.signals import got_request_exception
from django.http import Http404, HttpResponse, UnreadablePostError
from rest_framework import exceptions

from shnor_portal.common.refusals import Refusal

log = structlog.get_logger(__name__)
PROBLEM = "application/problem+json"
TITLES = {
    400: "Запрос неверен",
    401: "Нужен вход",
    403: "Нет права",
    404: "Не найдено",
    405: "Метод не поддерживается",
    406: "Такого вида ответа нет",
    409: "Состояние не позволяет",
    413: "Слишком большой запрос",
    415: "Такой вид тела не принимается",
    422: "Файл не принят",
    428: "Нужно условие If-Match",
    429: "Слишком часто",
    500: "Внутренняя ошибка портала",
}


def problem_handler(exception: Exception, context: dict[str, Any]) -> HttpResponse:
    """DRF's exception handler. What nobody anticipated is logged and signalled as ever, and answered as 500."""
    refusal = as_refusal(exception)
    if refusal is None:
        request = context["request"]._request
        log.exception("unhandled error in the API", path=request.path)
        got_request_exception.send(sender=problem_handler, request=request)
        refusal = Refusal(
            "INTERNAL", "На портале произошла ошибка.", "Повторите позже; номер запроса — в X-Request-ID.", status=500
        )
    return problem_response(refusal, headers=headers_of(exception))


def as_refusal(exception: Exception) -> Refusal | None:  # noqa: PLR0911
    """The anticipated «no» behind an exception, or None."""
    match exception:
        case Refusal():
            return exception
        case Http404() | ObjectDoesNotExist():
            return Refusal("NOT_FOUND", "Такого нет или вам это недоступно.", status=404)
        case PermissionDenied():
            return Refusal("FORBIDDEN", "У вас нет права на это действие.", status=403)
        case RequestDataTooBig():
            return Refusal("BODY_TOO_LARGE", "Тело запроса слишком велико.", status=413)
        case SuspiciousOperation() | UnreadablePostError():
            return Refusal("REQUEST_MALFORMED", "Запрос не удалось прочитать.", status=400)
        case exceptions.ValidationError():
            return invalid_fields(exception)
        case exceptions.APIException():
            return of_framework(exception)
    return None


FRAMEWORK: dict[type[exceptions.APIException], tuple[str, str, str]] = {
    exceptions.NotAuthenticated: ("SIGN_IN", "Нужен токен или вход на портал.", "Заголовок «Authorization: Token …»."),
    exceptions.MethodNotAllowed: ("METHOD_NOT_ALLOWED", "Этот адрес не поддерживает такой метод.", ""),
    exceptions.NotAcceptable: ("NOT_ACCEPTABLE", "В таком виде ответа нет.", "Есть JSON; для списков — ещё CSV."),
    exceptions.UnsupportedMediaType: ("MEDIA_TYPE", "Тело такого вида не принимается.", "Проверьте Content-Type."),
    exceptions.ParseError: ("BODY_MALFORMED", "Тело запроса не удалось разобрать.", ""),
    exceptions.PermissionDenied: ("FORBIDDEN", "У вас нет права на это действие.", ""),
}


def of_framework(exception: exceptions.APIException) -> Refusal:
    """The framework's own refusals under our codes."""
    if isinstance(exception, exceptions.AuthenticationFailed):
        return Refusal(str(exception.get_codes()), str(exception.detail), status=exception.status_code)
    if isinstance(exception, exceptions.PermissionDenied) and "CSRF" in str(exception.detail):
        return Refusal("CSRF", "Нет метки CSRF: запрос пришёл не со страницы портала.", status=403)
    code, message, hint = FRAMEWORK.get(type(exception), ("REFUSED", "Запрос отклонён.", ""))
    return Refusal(code, message, hint, status=exception.status_code)


def invalid_fields(exception: exceptions.ValidationError) -> Refusal:
    """Every field's complaint at once."""
    detail: Any = exception.detail
    fields = detail if isinstance(detail, dict) else {"": detail}
    named = ", ".join(name for name in fields if name)
    return Refusal(
        "FIELDS_INVALID",
        f"Поля заполнены неверно: {named}." if named else "Тело запроса неверно.",
        "Причины — в details.fields.",
        where={"fields": sorted(fields)},
        status=400,
        details={"fields": fields},
    )


def headers_of(exception: Exception) -> dict[str, str]:
    """WWW-Authenticate of a 401, Retry-After of a 429."""
    headers: dict[str, str] = {}
    if authenticate := getattr(exception, "auth_header", None):
        headers["WWW-Authenticate"] = authenticate
    wait = exception.details.get("retry_after") if isinstance(exception, Refusal) else None
    if wait is not None:
        headers["Retry-After"] = str(wait)
    return headers


def problem_of(refusal: Refusal) -> dict[str, Any]:
    """The body: the contract's members, then what this refusal has to add."""
    body = {
        "type": "about:blank",
        "title": TITLES.get(refusal.status, "Отказано"),
        "status": refusal.status,
        "code": refusal.code,
        "detail": refusal.message,
        "where": refusal.where,
        "hint": refusal.hint,
    }
    return {**body, "details": refusal.details} if refusal.details else body


def problem_response(refusal: Refusal, headers: dict[str, str] | None = None) -> HttpResponse:
    body = orjson.dumps(problem_of(refusal), default=str, option=orjson.OPT_NON_STR_KEYS)
    response = HttpResponse(body, status=refusal.status, content_type=PROBLEM, headers=headers)
    response["Cache-Control"] = "no-store"
    return response
