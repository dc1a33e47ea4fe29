"""Whose data the page is about, and the second factor of staff."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from shnor_portal.accounts.models import Municipality, User

Handler = Callable[[HttpRequest], HttpResponse]
SESSION_KEY = "municipality_id"


class CurrentMunicipalityMiddleware:
    """Puts the municipality the person works in on `request.municipality`, or None for a guest."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.municipality = current_municipality(request)  # type: ignore[attr-defined]
        return self.get_response(request)


def current_municipality(request: HttpRequest) -> Municipality | None:
    """The chosen municipality while a role there lasts, otherwise the first the person has a role in."""
    user = request.user
    if not isinstance(user, User) or not user.current_assignments:
        return None
    municipalities = {a.municipality_id: a.municipality for a in user.current_assignments}
    chosen = request.session.get(SESSION_KEY, 0)
    return municipalities.get(chosen) or next(iter(municipalities.values()))


class SecondFactorMiddleware:
    """Sends staff without a second factor to set one up before anything else."""

    open_prefixes = ("/account/", "/static/", "/healthz", "/readyz", "/api/")

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self.must_enrol(request):
            messages.info(request, "Для вашей роли нужен второй фактор входа. Подключите приложение с кодами.")
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        return self.get_response(request)

    def must_enrol(self, request: HttpRequest) -> bool:
        if settings.SECOND_FACTOR != "required" or request.path.startswith(self.open_prefixes):
            return False
        user = request.user
        if not isinstance(user, User) or not user.needs_second_factor:
            return False
        return not is_mfa_enabled(user)
