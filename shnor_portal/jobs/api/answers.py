"""The answer to a call that queued a job: 202, the job, and where to watch it."""

from typing import Any

from django.urls import reverse
from rest_framework.response import Response

from shnor_portal.common.rest.columns import columns_of, rows_by_columns
from shnor_portal.jobs.api.serializers import JobSerializer
from shnor_portal.jobs.models import Job

ACCEPTED = 202


def job_row(job: Job) -> dict[str, Any]:
    return rows_by_columns(Job.objects.filter(pk=job.pk), columns_of(JobSerializer))[0]


def queued(job: Job) -> Response:
    return Response(job_row(job), status=ACCEPTED, headers={"Location": reverse("api:job-detail", args=[job.pk])})
