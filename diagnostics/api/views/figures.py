"""REST: assessments, results, indicators and their values."""

from typing import Any
from uuid import UUID

import orjson
from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from diagnostics.api.bodies import RecomputeBody
from diagnostics.api.filters import AssessmentFilter, ResultFilter
from diagnostics.api.serializers import (
    AssessmentSerializer,
    IndicatorSerializer,
    IndicatorValueSerializer,
    ResultRowSerializer,
    ResultSerializer,
)
from diagnostics.filters import IndicatorValueFilter
from diagnostics.indicators.catalogue import CATALOGUE, IndicatorPassport
from diagnostics.models import Assessment, AssessmentResult, IndicatorValue
from diagnostics.services.indicators import request_recompute
from shnor_portal.accounts.access import person
from shnor_portal.accounts.api.municipalities import municipality_named
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.rest.bodies import read_body
from shnor_portal.common.rest.columns import columns_of, rows_with_texts
from shnor_portal.common.rest.keys import CODE_KEY
from shnor_portal.common.rest.pages import WholeList
from shnor_portal.common.rest.parameters import FORMAT, check_parameters, wants_csv
from shnor_portal.common.rest.views import ReadResource, Rows
from shnor_portal.imports.models import ImportBatch
from shnor_portal.jobs.api.answers import queued
from shnor_portal.jobs.api.serializers import JobSerializer


class AssessmentResource(ReadResource):
    """Assessments of which the person may see a result."""

    permission = Permission.VIEW_RESULTS
    queryset = Assessment.objects.none()
    serializer_class = AssessmentSerializer
    filterset_class = AssessmentFilter
    municipality_path = None
    orderings = {"id": ("id",), "academic_year": ("academic_year", "procedure", "id")}
    default_ordering = "-academic_year"

    def visible(self, user: Any) -> QuerySet[Assessment]:
        seen = AssessmentResult.objects.visible_to(user)
        return Assessment.objects.filter(pk__in=seen.values("assessment_id"))


class ResultResource(ReadResource):
    """Results of schools, each with its file, sheet and rows. Replaced results stay and say so."""

    permission = Permission.VIEW_RESULTS
    queryset = AssessmentResult.objects.none()
    serializer_class = ResultSerializer
    list_serializer_class = ResultRowSerializer
    filterset_class = ResultFilter
    orderings = {"id": ("id",), "academic_year": ("academic_year", "procedure", "school", "id")}

    def visible(self, user: Any) -> QuerySet[AssessmentResult]:
        return AssessmentResult.objects.visible_to(user)


class IndicatorResource(ReadResource):
    """The catalogue: what each indicator is, in what unit, which way is better, how it is computed."""

    permission = Permission.VIEW_INDICATORS
    serializer_class = IndicatorSerializer
    pagination_class = WholeList
    filter_backends = ()
    municipality_path = None
    orderings = {"code": ("code",)}
    default_ordering = "code"
    lookup_field = "code"
    key_pattern = CODE_KEY

    def visible(self, user: Any) -> QuerySet[Any]:
        """The catalogue is no table: `list` and `retrieve` read it whole."""
        return IndicatorValue.objects.none()

    def list(self, request: Request, **kwargs: Any) -> Response:
        check_parameters(request.query_params, [FORMAT])
        rows = [passport_row(CATALOGUE[code]) for code in sorted(CATALOGUE)]
        return Response(rows if wants_csv(request) else {"next": None, "results": rows})

    def retrieve(self, request: Request, **kwargs: Any) -> Response:
        passport = CATALOGUE.get(self.kwargs[self.lookup_url_kwarg])
        if passport is None:
            raise Http404
        return Response(passport_row(passport))


def passport_row(passport: IndicatorPassport) -> dict[str, Any]:
    """A passport as plain data, printed places beside the rest."""
    names = [name for name in columns_of(IndicatorSerializer) if name != "places"]
    return {**{name: getattr(passport, name) for name in names}, "places": passport.display.places}


class IndicatorValueResource(ReadResource):
    """Values of indicators: numerator and denominator, or the reason why there is no figure."""

    permission = Permission.VIEW_INDICATORS
    acts = {"recompute": Permission.RECOMPUTE_INDICATORS}
    queryset = IndicatorValue.objects.none()
    serializer_class = IndicatorValueSerializer
    filterset_class = IndicatorValueFilter
    orderings = {
        "id": ("id",),
        "academic_year": ("academic_year", "indicator", "procedure", "school", "id"),
        "school": ("school", "academic_year", "indicator", "procedure", "id"),
    }

    def visible(self, user: Any) -> QuerySet[IndicatorValue]:
        return IndicatorValue.objects.visible_to(user)

    def rows(self, found: QuerySet[Any]) -> Rows:
        """Two queries: the values, and the public keys of the imports they came from."""
        rows = rows_with_texts(found, self.columns())
        texts = {row["batches"] for row in rows}
        public = public_batches({text: orjson.loads(text) for text in texts})
        for row in rows:
            row["batches"] = public[row["batches"]]
        return rows

    @extend_schema(request=RecomputeBody, responses={202: JobSerializer})
    @action(detail=False, methods=["post"], url_path="recompute")
    def recompute(self, request: Request) -> Response:
        """Queue the computation of one school year, or of all of them."""
        body, user = read_body(RecomputeBody, request), person(request._request)
        municipality = municipality_named(user, body["municipality"])
        return queued(request_recompute(municipality_id=municipality.pk, by=user, year=body["academic_year"]))


def public_batches(stored: dict[str, list[int]]) -> dict[str, list[UUID]]:
    """Public keys of imports for each of the distinct lists that values hold: one query."""
    keys = {key for batches in stored.values() for key in batches}
    public = dict(ImportBatch.objects.filter(pk__in=keys).values_list("pk", "public_id"))
    return {text: [public[key] for key in batches if key in public] for text, batches in stored.items()}
