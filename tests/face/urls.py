"""The gallery, a page below it and a page elsewhere: enough to try the face in a browser."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import include, path

from shnor_portal.common.gallery import gallery


@login_not_required
def elsewhere(request: HttpRequest) -> HttpResponse:
    return render(request, "404.html")


@login_not_required
def back(request: HttpRequest) -> HttpResponse:
    """A page below the list, as a school's card is below the register."""
    source = '{% extends "base.html" %}{% load ui %}{% block crumbs %}{% crumb "К списку" "/gallery/" %}{% endblock %}'
    return HttpResponse(engines["django"].from_string(source).render({}, request))


urlpatterns = [
    path("gallery/", login_not_required(gallery)),
    path("gallery/back/", back),
    path("elsewhere/", elsewhere),
    path("", include("shnor_portal.urls")),
]
