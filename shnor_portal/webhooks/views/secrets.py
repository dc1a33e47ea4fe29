"""Pages that show a secret, once, and therefore ask for the password again: connecting a system, a new secret."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from shnor_portal.accounts.access import check_permission, municipality_of, person, require_recent_password, requires
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.accounts.services import run_once
from shnor_portal.common.refusals import Refusal
from shnor_portal.webhooks.forms import EndpointForm, RotateForm
from shnor_portal.webhooks.models import WebhookEndpoint
from shnor_portal.webhooks.services import create_endpoint, rotate_secret
from shnor_portal.webhooks.views.endpoints import endpoint_or_404


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_WEBHOOKS)
def create(request: HttpRequest) -> HttpResponse:
    """Connect a system. The answer to the form shows the secret and is kept by no cache."""
    user, municipality = person(request), municipality_of(request)
    check_permission(user, Permission.MANAGE_WEBHOOKS, municipality)
    form, refusal = EndpointForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        require_recent_password(request)
        try:
            key, secret = connect(form, municipality, user, request.POST.get("nonce", ""))
        except Refusal as said:
            refusal = said
        else:
            if secret:
                return secret_page(request, endpoint_or_404(request, UUID(key)), secret)
            messages.info(request, "Эта система уже подключена. Если ключ не сохранён, выпустите новый.")
            return redirect("webhooks:detail", pk=UUID(key))
    status = refusal.status if refusal else 400 if form.errors else 200
    return render(request, "webhooks/form.html", {"form": form, "refusal": refusal}, status=status)


def connect(form: EndpointForm, municipality: Municipality, user: User, nonce: str) -> tuple[str, str]:
    """Key and secret of the new endpoint; the same form sent twice gives the key alone."""
    shown: list[str] = []

    def act() -> str:
        endpoint, secret = create_endpoint(municipality=municipality, by=user, **form.told())
        shown.append(secret)
        return str(endpoint.public_id)

    return run_once(by=user, key=nonce, act=act), "".join(shown)


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_WEBHOOKS)
def rotate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Issue a new secret."""
    endpoint = endpoint_or_404(request, pk)
    form, refusal = RotateForm(request.POST or None, initial={"version": endpoint.version}), None
    if request.method == "POST":
        require_recent_password(request)
        if form.is_valid():
            try:
                secret = rotate_secret(endpoint=endpoint, by=person(request), **form.cleaned_data)
            except Refusal as said:
                refusal = said
            else:
                return secret_page(request, endpoint_or_404(request, pk), secret)
    status = refusal.status if refusal else 400 if form.errors else 200
    context = {"form": form, "refusal": refusal, "endpoint": endpoint}
    return render(request, "webhooks/rotate.html", context, status=status)


def secret_page(request: HttpRequest, endpoint: WebhookEndpoint, secret: str) -> HttpResponse:
    """The only page that ever shows a secret."""
    response = render(request, "webhooks/secret.html", {"endpoint": endpoint, "secret": secret})
    response["Cache-Control"] = "no-store"
    return response
