"""ETags: the fingerprint of the very bytes that would be sent, so that «unchanged» is never a guess."""

import hashlib

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from rest_framework.request import Request
from rest_framework.response import Response

OK = 200


def conditional(request: Request, response: HttpResponseBase) -> HttpResponseBase:
    """Mark a good answer to GET, and shorten it to 304 when the caller has these bytes already."""
    patch_vary_headers(response, ("Accept", "Authorization", "Cookie"))
    if not response.has_header("Cache-Control"):
        response["Cache-Control"] = "private, no-cache"
    if isinstance(response, Response) and request.method in ("GET", "HEAD") and response.status_code == OK:
        response.add_post_render_callback(lambda rendered: tagged(request, rendered))
    return response


def tagged(request: Request, response: HttpResponse) -> HttpResponseBase | None:
    """The rendered answer with its tag, or the 304 in its place."""
    tag = tag_of(response.content)
    response["ETag"] = tag
    return get_conditional_response(request._request, etag=tag, response=response)


def tag_of(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'
