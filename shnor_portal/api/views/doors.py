"""Who am I, the schema, its reading room, and addresses that are not there."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shnor_portal.accounts.access import person
from shnor_portal.accounts.models import ApiToken
from shnor_portal.accounts.permissions import Permission
from shnor_portal.api.negotiation import JsonOnly
from shnor_portal.api.renderers import JsonRenderer
from shnor_portal.common.rest.conditional import conditional
from shnor_portal.common.rest.needs import SIGNED_IN
from shnor_portal.common.rest.parameters import FORMAT, check_parameters


class MeSerializer(serializers.Serializer[object]):
    """The person, what she may here, and until when her token holds."""

    email = serializers.EmailField()
    full_name = serializers.CharField()
    roles = serializers.ListField(child=serializers.CharField())
    municipalities = serializers.ListField(child=serializers.CharField())
    permissions = serializers.ListField(child=serializers.CharField())
    may_write = serializers.BooleanField()
    expires_at = serializers.DateTimeField(allow_null=True)


class SignedIn(APIView):
    """A door that asks for nothing beyond signing in, and answers in JSON alone."""

    renderer_classes = [JsonRenderer]

    def permission_needed(self) -> str:
        return SIGNED_IN

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        return conditional(request, super().finalize_response(request, response, *args, **kwargs))


class MeView(SignedIn):
    """Who the token speaks for, and what it may."""

    @extend_schema(responses=MeSerializer, operation_id="me_retrieve")
    def get(self, request: Request) -> Response:
        check_parameters(request.query_params, [FORMAT])
        user = person(request._request)
        token = request.auth if isinstance(request.auth, ApiToken) else None
        return Response(
            {
                "email": user.email,
                "full_name": user.full_name,
                "roles": sorted(user.roles),
                "municipalities": sorted(a.municipality.code for a in user.current_assignments),
                "permissions": [permission.value for permission in Permission if user.has_perm(permission)],
                "may_write": token is None or token.may_write,
                "expires_at": token.expiry if token else None,
            }
        )


class SchemaView(SpectacularJSONAPIView):
    """The schema of the API, OpenAPI 3.1."""

    content_negotiation_class = JsonOnly

    def permission_needed(self) -> str:
        return SIGNED_IN


class NothingHere(SignedIn):
    """Any other address under the API: the same 404 as for a row that is not there."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        raise Http404


@require_GET
def docs(request: HttpRequest) -> HttpResponse:
    """Swagger UI from our own files."""
    return render(request, "api/docs.html")
