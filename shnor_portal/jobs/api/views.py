"""REST: jobs, to be watched, stopped and repeated."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from shnor_portal.accounts.access import person
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.rest.keys import UUID_KEY
from shnor_portal.common.rest.views import ReadResource
from shnor_portal.jobs.api.answers import job_row, queued
from shnor_portal.jobs.api.serializers import JobSerializer
from shnor_portal.jobs.filters import JobFilter
from shnor_portal.jobs.models import Job
from shnor_portal.jobs.services import cancel_job, repeat_job


class JobResource(ReadResource):
    """Jobs of the person's municipalities, newest first."""

    permission = Permission.VIEW_JOBS
    queryset = Job.objects.none()
    serializer_class = JobSerializer
    filterset_class = JobFilter
    key_pattern = UUID_KEY
    orderings = {"created_at": ("created_at", "id")}
    default_ordering = "-created_at"

    def visible(self, user: Any) -> QuerySet[Job]:
        return Job.objects.visible_to(user)

    @extend_schema(request=None, responses=JobSerializer)
    @action(detail=True, methods=["post"], url_path="cancel")
    def cancel(self, request: Request, **kwargs: Any) -> Response:
        """Stop a job: at once while it waits, at its next step while it runs."""
        return Response(job_row(cancel_job(job_id=self.one().pk, by=person(request._request))))

    @extend_schema(request=None, responses={202: JobSerializer})
    @action(detail=True, methods=["post"], url_path="repeat")
    def repeat(self, request: Request, **kwargs: Any) -> Response:
        """Queue the same work again."""
        return queued(repeat_job(job_id=self.one().pk, by=person(request._request)))
