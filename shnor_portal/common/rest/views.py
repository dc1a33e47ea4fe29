"""The base of resources: a list of rows and single objects, both through the one door of the model's QuerySet."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, ObjectDoesNotExist, ValidationError
from django.db.models import QuerySet
from django.http import Http404
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from shnor_portal.common.refusals import Refusal
from shnor_portal.common.rest.columns import SerializerClass, columns_of, rows_by_columns
from shnor_portal.common.rest.conditional import conditional
from shnor_portal.common.rest.parameters import FORMAT, check_parameters, wants_csv

CSV = "csv"
WRONG_KEY = (ObjectDoesNotExist, ValueError, OverflowError, ValidationError)
Rows = list[dict[str, Any]]
INTEGER_KEY = re.compile(r"(?:0|[1-9][0-9]{0,17})\Z", re.ASCII)


class Resource(GenericViewSet[Any]):
    """A resource of the API.

    `permission` is what a person must hold to look, `acts` names the permission of every other action. `visible`
    gives the rows in her sight. `list_serializer_class` names the fields of a row in a list, where they differ from
    those of a single object. `orderings` maps each value of `?ordering=` to fields of a row, the last of them unique
    and none of them ever null; «-» before a value turns it round.
    """

    permission: ClassVar[str]
    acts: ClassVar[Mapping[str, str]] = {}
    list_serializer_class: ClassVar[SerializerClass | None] = None
    filterset_class: ClassVar[Any] = None
    municipality_path: ClassVar[str | None] = "municipality"
    orderings: ClassVar[Mapping[str, Sequence[str]]] = {"id": ("id",)}
    default_ordering: ClassVar[str] = "id"
    key_pattern: ClassVar[re.Pattern[str]] = INTEGER_KEY
    lookup_url_kwarg = "key"
    lookup_value_regex = "[^/]+"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """After who and whether: what. A list checks its own parameters, everything else takes none."""
        super().initial(request, *args, **kwargs)
        if self.action != "list":
            check_parameters(request.query_params, [FORMAT])

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        return conditional(request, super().finalize_response(request, response, *args, **kwargs))

    def permission_needed(self) -> str:
        return self.acts.get(self.action or "", self.permission)

    def visible(self, user: Any) -> QuerySet[Any]:
        """The rows that exist for the person. A resource that forgets to say so raises ImproperlyConfigured."""
        raise ImproperlyConfigured(f"{type(self).__name__} must say which rows a person sees")

    def get_queryset(self) -> QuerySet[Any]:
        return self.visible(self.request.user)

    def get_serializer_class(self) -> SerializerClass:
        if self.action == "list" and self.list_serializer_class is not None:
            return self.list_serializer_class
        return super().get_serializer_class()

    def get_renderers(self) -> list[BaseRenderer]:
        """CSV is for lists alone."""
        renderers = super().get_renderers()
        return renderers if self.action == "list" else [one for one in renderers if one.format != CSV]

    def columns(self) -> dict[str, str]:
        """The fields of a row and where they come from."""
        return columns_of(self.get_serializer_class())

    def rows(self, found: QuerySet[Any]) -> Rows:
        """Rows as plain data: a constant number of queries, however many there are."""
        return rows_by_columns(found, self.columns())

    def one(self) -> Any:
        """The object of the address, or 404 alike for foreign, absent and malformed keys."""
        try:
            return self.get_queryset().get(**self.key_lookup())
        except WRONG_KEY as absent:
            raise Http404 from absent

    def key_lookup(self) -> dict[str, str]:
        """The key has one spelling: no sign, no leading zero, ASCII digits only."""
        key = self.kwargs[self.lookup_url_kwarg]
        if not self.key_pattern.match(key):
            raise Http404
        return {self.lookup_field: key}

    def represent(self, **lookup: Any) -> dict[str, Any]:
        """One object as a row of its own, read the way lists are."""
        try:
            rows = self.rows(self.get_queryset().filter(**lookup)[:1])
        except WRONG_KEY as absent:
            raise Http404 from absent
        if not rows:
            raise Http404
        return rows[0]


class ListMixin:
    """The list: a page as JSON, or everything found as one CSV table."""

    def list(self: Any, request: Request, **kwargs: Any) -> Response:
        found = self.filter_queryset(self.get_queryset())
        if wants_csv(request):
            return Response(self.everything(found))
        return self.get_paginated_response(self.paginate_queryset(found))

    def everything(self: Any, found: QuerySet[Any]) -> Rows:
        """All rows of a download. Raises Refusal EXPORT_TOO_LARGE."""
        most: int = settings.API_EXPORT_ROWS
        rows: Rows = self.rows(found[: most + 1])
        if len(rows) > most:
            raise Refusal(
                "EXPORT_TOO_LARGE", f"Строк больше {most}.", "Сузьте отбор или читайте страницами JSON.", status=400
            )
        return rows


class RetrieveMixin:
    """The single object."""

    def retrieve(self: Any, request: Request, **kwargs: Any) -> Response:
        return Response(self.represent(**self.key_lookup()))


class ReadResource(ListMixin, RetrieveMixin, Resource):
    """Read only: a list and single objects."""
