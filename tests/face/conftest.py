"""A request as a page sees it, and a small renderer of template sources."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template import engines


@pytest.fixture
def page(rf) -> Callable[..., HttpRequest]:
    """page("/schools/?kind=lyceum"): a guest's request."""

    def make(address: str = "/") -> HttpRequest:
        request = rf.get(address)
        request.user = AnonymousUser()
        request.csp_nonce = "nonce-of-the-test"
        return request

    return make


@pytest.fixture
def draw(page) -> Callable[..., str]:
    """draw('{% pill "good" "да" %}', "/address/", name=value): the source rendered with both tag libraries."""

    def render(source: str, address: str = "/", **context: Any) -> str:
        template = engines["django"].from_string("{% load portal ui %}" + source)
        return template.render(context, page(address))

    return render
