"""Pages: a person's tokens. The password is asked again before one is made; its secret is shown once."""

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shnor_portal.accounts.access import person
from shnor_portal.accounts.models import ApiToken
from shnor_portal.api.forms import TokenForm
from shnor_portal.api.services import issue_token, revoke_token
from shnor_portal.api.throttles import take_place
from shnor_portal.common.refusals import Refusal


@require_GET
def token_list(request: HttpRequest) -> HttpResponse:
    """The person's tokens, newest first."""
    tokens = list(ApiToken.objects.visible_to(person(request)))
    rows = [(token, f"revoke-{token.public_id}") for token in tokens]
    return render(request, "api/tokens.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@reauthentication_required
def new_token(request: HttpRequest) -> HttpResponse:
    """Make a token. The answer to the form shows the secret and is kept by no cache."""
    user = person(request)
    form = TokenForm(request.POST if request.method == "POST" else None, user=user)
    if not form.is_valid():
        return render(request, "api/new_token.html", {"form": form}, status=400 if form.is_bound else 200)
    try:
        take_place(user, "token")
        token, secret = issue_token(user=user, by=user, **form.cleaned_data)
    except Refusal as refusal:
        return render(request, "api/new_token.html", {"form": form, "refusal": refusal}, status=refusal.status)
    response = render(request, "api/token_made.html", {"token": token, "secret": secret})
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def revoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End a token."""
    try:
        revoke_token(public_id=pk, by=person(request))
    except ApiToken.DoesNotExist as absent:
        raise Http404 from absent
    messages.success(request, "Токен отозван.")
    return redirect("tokens:list")
