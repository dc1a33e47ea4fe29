"""The answer when something broke: a page that needs neither database nor session."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token

RETRY_AFTER_SECONDS = "30"


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """503 while the database does not answer, which passes by itself; otherwise 500. Called inside the `except`."""
    unavailable = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    status, name = (503, "503.html") if unavailable else (500, "500.html")
    if request.path.startswith("/api/"):
        code = "UNAVAILABLE" if unavailable else "SERVER_ERROR"
        body = {"code": code, "detail": "Портал не смог ответить.", "hint": "Повторите запрос через минуту."}
        response: HttpResponse = JsonResponse(body, status=status, content_type="application/problem+json")
    else:
        response = HttpResponse(render_to_string(name), status=status)
    if unavailable:
        response["Retry-After"] = RETRY_AFTER_SECONDS
    return response
