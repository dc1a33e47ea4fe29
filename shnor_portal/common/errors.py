"""The answer when something broke or a request made no sense: pages that need neither database nor session."""

import sys

from django.conf import settings
from django.core.exceptions import TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token

RETRY_AFTER_SECONDS = "30"


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 for what no page could have sent. Too many files at once is the one thing a person does by a page."""
    most = settings.DATA_UPLOAD_MAX_NUMBER_FILES if isinstance(exception, TooManyFilesSent) else None
    return HttpResponse(render_to_string("400.html", {"most_files": most}), status=400)


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
