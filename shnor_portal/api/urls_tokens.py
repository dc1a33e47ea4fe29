"""Pages of tokens. Not under /account/ and not under /api/: staff come here with their second factor."""

from django.urls import path

from shnor_portal.api.views import tokens

app_name = "tokens"
urlpatterns = [
    path("tokens/", tokens.token_list, name="list"),
    path("tokens/new/", tokens.new_token, name="new"),
    path("tokens/<uuid:pk>/revoke/", tokens.revoke, name="revoke"),
]
