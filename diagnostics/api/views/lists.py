"""REST: selection rules, lists of schools, and their entries with reasons."""

from collections import defaultdict
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from diagnostics.api.bodies import ProposeBody
from diagnostics.api.serializers import EntrySerializer, RiskListSerializer, RuleSetSerializer
from diagnostics.filters import RiskListEntryFilter, RiskListFilter
from diagnostics.models import RiskList, RiskListEntry, RuleSet, RuleSetVersion
from diagnostics.selection.wording import describe
from diagnostics.selectors.rules import definition_of
from diagnostics.services.risk_lists import propose_risk_list, recompute_risk_list
from shnor_portal.accounts.access import person
from shnor_portal.accounts.api.municipalities import municipality_named
from shnor_portal.accounts.api.once import IDEMPOTENCY, once
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.rest.bodies import read_body
from shnor_portal.common.rest.columns import rows_by_columns
from shnor_portal.common.rest.views import INTEGER_KEY, ReadResource, Rows

LIST_KEY = OpenApiParameter("list_key", OpenApiTypes.INT, OpenApiParameter.PATH, description="Перечень")


class RuleSetResource(ReadResource):
    """Selection rules with all their versions, as data and in words."""

    permission = Permission.VIEW_RULES
    queryset = RuleSet.objects.none()
    serializer_class = RuleSetSerializer
    orderings = {"code": ("code", "id"), "id": ("id",)}
    default_ordering = "code"

    def visible(self, user: Any) -> QuerySet[RuleSet]:
        return RuleSet.objects.visible_to(user)

    def rows(self, found: QuerySet[Any]) -> Rows:
        """Two queries: rules, and the versions of all of them."""
        plain = {name: path for name, path in self.columns().items() if name != "versions"}
        rows = rows_by_columns(found, plain)
        versions = versions_by_rule([row["id"] for row in rows])
        return [{**row, "versions": versions[row["id"]]} for row in rows]


def versions_by_rule(keys: list[int]) -> dict[int, list[dict[str, Any]]]:
    """Rule → its versions, newest first."""
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for version in RuleSetVersion.objects.filter(rule_set_id__in=keys).order_by("rule_set_id", "-number"):
        found[version.rule_set_id].append(
            {
                "number": version.number,
                "note": version.note,
                "used_at": version.used_at,
                "created_at": version.created_at,
                "wording": list(describe(definition_of(version))),
                "definition": version.definition,
            }
        )
    return found


class RiskListResource(ReadResource):
    """Lists of schools of every origin. A school's people see the lists in force that their school stands in."""

    permission = Permission.VIEW_RISK_LISTS
    acts = {"create": Permission.PROPOSE_RISK_LIST, "recompute": Permission.PROPOSE_RISK_LIST}
    queryset = RiskList.objects.none()
    serializer_class = RiskListSerializer
    filterset_class = RiskListFilter
    orderings = {"id": ("id",), "academic_year": ("academic_year", "id")}
    default_ordering = "-academic_year"

    def visible(self, user: Any) -> QuerySet[RiskList]:
        return RiskList.objects.visible_to(user)

    @extend_schema(request=ProposeBody, responses={201: RiskListSerializer}, parameters=[IDEMPOTENCY])
    def create(self, request: Request) -> Response:
        """Compute the list of a school year by a rule and put it forward, or keep it as a draft.

        The same request computes the open list of the same make anew instead of making a second one.
        """
        body, user = read_body(ProposeBody, request), person(request._request)
        key = once(request, "risk-lists.propose", body, lambda: propose(body, user))
        shown = self.represent(pk=key)
        return Response(shown, status=201, headers={"Location": f"{request.path}{key}/"})

    @extend_schema(request=None, responses=RiskListSerializer)
    @action(detail=True, methods=["post"], url_path="recompute")
    def recompute(self, request: Request, **kwargs: Any) -> Response:
        """Compute an open list anew from today's results."""
        risk_list = self.one()
        recompute_risk_list(risk_list_id=risk_list.pk, by=person(request._request))
        return Response(self.represent(pk=risk_list.pk))


def propose(body: dict[str, Any], user: User) -> str:
    """The service's call; gives the key of the list."""
    municipality = municipality_named(user, body["municipality"])
    proposed = propose_risk_list(
        municipality_id=municipality.pk,
        academic_year=body["academic_year"],
        rules=body["rules"],
        rule_number=body["rule_number"],
        results_year=body["results_year"],
        origin=body["origin"],
        as_draft=body["as_draft"],
        by=user,
    )
    return str(proposed.risk_list.pk)


@extend_schema_view(list=extend_schema(parameters=[LIST_KEY]), retrieve=extend_schema(parameters=[LIST_KEY]))
class EntryResource(ReadResource):
    """Schools of a list with the rule's verdict, the decision and the reasons. The key is the school's."""

    permission = Permission.VIEW_RISK_LISTS
    queryset = RiskListEntry.objects.none()
    serializer_class = EntrySerializer
    filterset_class = RiskListEntryFilter
    municipality_path = None
    lookup_field = "school_id"
    orderings = {
        "id": ("id",),
        "low_count": ("low_count", "id"),
        "years_in_row": ("years_in_row", "id"),
        "school_name": ("school_name", "id"),
    }
    default_ordering = "-low_count"

    def visible(self, user: Any) -> QuerySet[RiskListEntry]:
        """Entries of the list in the address; 404 when the list itself is out of sight."""
        key = self.kwargs["list_key"]
        if not INTEGER_KEY.match(key) or not RiskList.objects.visible_to(user).filter(pk=key).exists():
            raise Http404
        return RiskListEntry.objects.visible_to(user).filter(risk_list_id=key)

    def rows(self, found: QuerySet[Any]) -> Rows:
        rows = super().rows(found)
        for row in rows:
            row["low_procedures"] = row["low_procedures"].split()
        return rows
