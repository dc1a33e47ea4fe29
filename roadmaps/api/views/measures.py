"""REST: measures of plans, and what a school's own system reports of them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from roadmaps.api.bodies import EvidenceBody, FinishBody, WordBody
from roadmaps.api.filters import MeasureApiFilter
from roadmaps.api.measure_rows import measure_rows
from roadmaps.api.serializers.plans import EvidenceSerializer, MeasureSerializer
from roadmaps.models import Evidence, Measure
from roadmaps.services.evidence import add_evidence
from roadmaps.services.measures import finish_measure, report_turn, start_measure, take_back_measure
from shnor_portal.accounts.access import check_permission, person
from shnor_portal.accounts.api.once import IDEMPOTENCY, once
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.rest.bodies import Body, read_body
from shnor_portal.common.rest.columns import columns_of, rows_by_columns
from shnor_portal.common.rest.preconditions import IF_MATCH, require_match
from shnor_portal.common.rest.views import ReadResource, Rows


class MeasureResource(ReadResource):
    """Measures that stand in a plan, with lateness of today and evidence (without the bytes of files).

    A report goes to a measure of an approved plan. It names the state it was made from by `If-Match`.
    """

    permission = Permission.VIEW_ROADMAPS
    acts = dict.fromkeys(("start", "finish", "take_back", "evidence"), Permission.REPORT_PROGRESS)
    queryset = Measure.objects.none()
    serializer_class = MeasureSerializer
    filterset_class = MeasureApiFilter
    orderings = {"id": ("id",), "academic_year": ("academic_year", "id"), "roadmap": ("roadmap", "id")}

    def visible(self, user: Any) -> QuerySet[Measure]:
        seen: QuerySet[Measure] = Measure.objects.live().visible_to(user)
        return seen

    def rows(self, found: QuerySet[Any]) -> Rows:
        return measure_rows(found)

    @extend_schema(request=WordBody, responses=MeasureSerializer, parameters=[IDEMPOTENCY, IF_MATCH])
    @action(detail=True, methods=["post"], url_path="start")
    def start(self, request: Request, **kwargs: Any) -> Response:
        """The school takes the measure into work."""
        return self.report(request, WordBody, start_measure)

    @extend_schema(request=FinishBody, responses=MeasureSerializer, parameters=[IDEMPOTENCY, IF_MATCH])
    @action(detail=True, methods=["post"], url_path="finish")
    def finish(self, request: Request, **kwargs: Any) -> Response:
        """The school reports what was done and when: of the whole measure, or of one of its terms."""
        return self.report(request, FinishBody, finish_or_turn)

    @extend_schema(request=WordBody, responses=MeasureSerializer, parameters=[IDEMPOTENCY, IF_MATCH])
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, **kwargs: Any) -> Response:
        """The school takes its report back while nobody has decided on it."""
        return self.report(request, WordBody, take_back_measure)

    @extend_schema(request=EvidenceBody, responses={201: EvidenceSerializer}, parameters=[IDEMPOTENCY])
    @action(detail=True, methods=["post"], url_path="evidence")
    def evidence(self, request: Request, **kwargs: Any) -> Response:
        """Attach a link to what was done."""
        key, user, body = self.held(), person(request._request), read_body(EvidenceBody, request)

        def attach() -> str:
            return str(add_evidence(measure_id=key, title=body["title"], link=body["url"], by=user).pk)

        made = once(request, "measures.evidence", {**body, "measure": key}, attach)
        found = Evidence.objects.visible_to(user).filter(pk=made)
        (shown,) = rows_by_columns(found, columns_of(EvidenceSerializer))
        return Response(shown, status=201, headers={"Location": request.path.removesuffix("evidence/")})

    def held(self) -> int:
        """The key of the measure in the address, on which the person may report."""
        measure: Measure = self.one()
        check_permission(person(self.request._request), Permission.REPORT_PROGRESS, measure)
        return measure.pk

    def report(self, request: Request, body_class: type[Body], act: Callable[..., Measure]) -> Response:
        """Carry the act out on the state that the caller read, once for an `Idempotency-Key`.

        The state is compared inside the call that is made once: a repeated request finds it changed by itself.
        """
        key, user, body = self.held(), person(request._request), read_body(body_class, request)

        def carry_out() -> str:
            shown = self.represent(pk=key)
            require_match(request, shown)
            act(measure_id=key, by=user, version=shown["version"], **body)
            return str(key)

        once(request, f"measures.{self.action}", {**body, "measure": key}, carry_out)
        return Response(self.represent(pk=key))


def finish_or_turn(
    *, measure_id: int, by: User, version: int, text: str, done_on: date, due_day: date | None
) -> Measure:
    """A report of the whole measure, or of one turn of it."""
    about: dict[str, Any] = {"measure_id": measure_id, "text": text, "done_on": done_on, "by": by, "version": version}
    return finish_measure(**about) if due_day is None else report_turn(due_day=due_day, **about)
