"""REST: imports. Every call is the page's own: the same service, the same states, the same refusals."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from shnor_portal.accounts.access import check_permission, person
from shnor_portal.accounts.api.once import IDEMPOTENCY, once_key
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.refusals import Refusal
from shnor_portal.common.rest.bodies import read_body
from shnor_portal.common.rest.keys import UUID_KEY
from shnor_portal.common.rest.preconditions import IF_MATCH, require_match
from shnor_portal.common.rest.views import ListMixin, ReadResource, Resource
from shnor_portal.imports.api.bodies import ApplyBody, OptionsBody, UploadBody
from shnor_portal.imports.api.serializers import BatchRowSerializer, BatchSerializer, IssueSerializer, ItemSerializer
from shnor_portal.imports.api.uploads import take_in
from shnor_portal.imports.filters import BatchFilter, IssueFilter, ItemFilter
from shnor_portal.imports.models import ImportBatch, ImportIssue, ImportItem
from shnor_portal.imports.services import choose_layout, request_apply, request_check, undo_batch
from shnor_portal.jobs.api.answers import queued
from shnor_portal.jobs.api.serializers import JobSerializer

BATCH_KEY = OpenApiParameter("batch_key", OpenApiTypes.UUID, OpenApiParameter.PATH, description="Загрузка")


class ImportResource(ReadResource):
    """Imports: upload, choose, check, apply, undo."""

    permission = Permission.VIEW_IMPORTS
    acts = dict.fromkeys(("create", "choose", "check", "apply", "undo"), Permission.IMPORT_DATA)
    queryset = ImportBatch.objects.none()
    serializer_class = BatchSerializer
    list_serializer_class = BatchRowSerializer
    filterset_class = BatchFilter
    lookup_field = "public_id"
    key_pattern = UUID_KEY
    orderings = {"created_at": ("created_at", "id")}
    default_ordering = "-created_at"

    def visible(self, user: Any) -> QuerySet[ImportBatch]:
        return ImportBatch.objects.visible_to(user)

    def get_parsers(self) -> list[Any]:
        """A file comes as a form, everything else as JSON."""
        is_upload = getattr(self, "action_map", {}).get("post") == "create"
        return [MultiPartParser()] if is_upload else super().get_parsers()

    def batch(self) -> ImportBatch:
        """The import in the address, which the person may act upon."""
        found: ImportBatch = self.one()
        check_permission(person(self.request._request), Permission.IMPORT_DATA, found)
        return found

    def told(self, batch: ImportBatch) -> dict[str, Any]:
        return self.represent(pk=batch.pk)

    @extend_schema(
        request={"multipart/form-data": UploadBody}, responses={201: BatchSerializer}, parameters=[IDEMPOTENCY]
    )
    def create(self, request: Request) -> Response:
        """Take a file in and recognise it. A file whose structure is at fault is kept, and refused with 422."""
        if any(len(files) > 1 for _, files in request.FILES.lists()):
            raise Refusal("FILES_TOO_MANY", "В одном запросе — один файл.", status=400)
        body = read_body(UploadBody, request)
        batch = take_in(body, person(request._request), once_key(request, "imports.upload"))
        shown = self.told(batch)
        return Response(shown, status=201, headers={"Location": f"{request.path}{batch.public_id}/"})

    @extend_schema(request=OptionsBody, responses=BatchSerializer, parameters=[IF_MATCH])
    @action(detail=True, methods=["post"], url_path="options")
    def choose(self, request: Request, **kwargs: Any) -> Response:
        """Say how the file is to be read. An earlier check no longer counts."""
        batch, body = self.batch(), read_body(OptionsBody, request)
        require_match(request, self.told(batch))
        layout = body.pop("layout")
        choose_layout(
            batch_id=batch.public_id,
            layout=layout,
            choices=body,
            by=person(request._request),
            version=batch.version,
        )
        return Response(self.told(batch))

    @extend_schema(request=None, responses={202: JobSerializer})
    @action(detail=True, methods=["post"], url_path="check")
    def check(self, request: Request, **kwargs: Any) -> Response:
        """Queue the reading and comparing of the whole file; then look at items and issues."""
        batch = self.batch()
        return queued(request_check(batch_id=batch.public_id, by=person(request._request), version=batch.version))

    @extend_schema(request=ApplyBody, responses={202: JobSerializer})
    @action(detail=True, methods=["post"], url_path="apply")
    def apply(self, request: Request, **kwargs: Any) -> Response:
        """Queue the writing of what the check promised, in one transaction."""
        batch, body = self.batch(), read_body(ApplyBody, request)
        job = request_apply(
            batch_id=batch.public_id,
            skip_faulty=body["skip_faulty"],
            by=person(request._request),
            version=batch.version,
        )
        return queued(job)

    @extend_schema(request=None, responses=BatchSerializer)
    @action(detail=True, methods=["post"], url_path="undo")
    def undo(self, request: Request, **kwargs: Any) -> Response:
        """Take an applied import back: what it wrote leaves, what it replaced returns."""
        batch = self.batch()
        undo_batch(batch_id=batch.public_id, by=person(request._request), version=batch.version)
        return Response(self.told(batch))


class OfBatch(ListMixin, Resource):
    """A list that belongs to one import."""

    permission = Permission.VIEW_IMPORTS
    municipality_path = None

    def batch_id(self, user: Any) -> int:
        """The key of the import in the address; 404 when it is out of sight."""
        key = self.kwargs["batch_key"]
        found = ImportBatch.objects.visible_to(user).filter(public_id=key) if UUID_KEY.match(key) else None
        batch = found.first() if found is not None else None
        if batch is None:
            raise Http404
        return batch.pk


@extend_schema_view(list=extend_schema(parameters=[BATCH_KEY]))
class ItemResource(OfBatch):
    """Lines of the preview: what applying would create or change."""

    queryset = ImportItem.objects.none()
    serializer_class = ItemSerializer
    filterset_class = ItemFilter
    orderings = {"position": ("position",)}
    default_ordering = "position"

    def visible(self, user: Any) -> QuerySet[ImportItem]:
        return ImportItem.objects.visible_to(user).filter(batch_id=self.batch_id(user))


@extend_schema_view(list=extend_schema(parameters=[BATCH_KEY]))
class IssueResource(OfBatch):
    """Complaints about the file: sheet, row, column, code, and how to mend it."""

    queryset = ImportIssue.objects.none()
    serializer_class = IssueSerializer
    filterset_class = IssueFilter

    def visible(self, user: Any) -> QuerySet[ImportIssue]:
        return ImportIssue.objects.visible_to(user).filter(batch_id=self.batch_id(user))
