"""Whose data the page is about, the second factor of staff, and pages that no cache may keep."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from shnor_portal.accounts.models import Municipality, User
from shnor_portal.accounts.second_factor import lacks_second_factor

Handler = Callable[[HttpRequest], HttpResponse]
SESSION_KEY = "municipality_id"


class CurrentMunicipalityMiddleware:
    """Puts the municipality the person works in on `request.municipality`, or None for a guest, and shows its time."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        municipality = current_municipality(request)
        request.municipality = municipality  # type: ignore[attr-defined]
        with timezone.override(municipality.zone if municipality else None):
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
    """Lets staff without a second factor do nothing but set one up, on pages and over the API alike."""

    open_routes = frozenset(
        {
            "healthz",
            "readyz",
            "account_logout",
            "account_reauthenticate",
            "mfa_activate_totp",
            "mfa_reauthenticate",
        }
    )

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, User) and not self.is_open(request) and lacks_second_factor(user):
            return self.turn_away(request)
        return self.get_response(request)

    def is_open(self, request: HttpRequest) -> bool:
        """Whether the address is one of the few that setting up needs."""
        try:
            return resolve(request.path_info).view_name in self.open_routes
        except Resolver404:
            return False

    def turn_away(self, request: HttpRequest) -> HttpResponse:
        sentence = "Для вашей роли нужен второй фактор входа. Подключите приложение с кодами."
        if request.path_info.startswith("/api/"):
            body = {"code": "SECOND_FACTOR", "detail": sentence, "hint": "Войдите на портал и подключите его там."}
            return JsonResponse(body, status=403, content_type="application/problem+json")
        messages.info(request, sentence)
        return HttpResponseRedirect(reverse("mfa_activate_totp"))


class NoStoreMiddleware:
    """Pages of a signed-in person stay in no cache, so that «Back» after signing out shows nothing."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(getattr(request, "user", None), User) and "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-store"
        return response
