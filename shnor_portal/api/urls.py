"""Addresses of the API. A resource is here once; there are no suffix routes, so `.json` is a 404."""

from django.urls import include, path, re_path
from rest_framework.routers import SimpleRouter

from diagnostics.api.views.figures import AssessmentResource, IndicatorResource, IndicatorValueResource, ResultResource
from diagnostics.api.views.lists import EntryResource, RiskListResource, RuleSetResource
from reports.api.views import OrderResource
from roadmaps.api.views.calendar import OccurrenceResource
from roadmaps.api.views.cases import CaseResource
from roadmaps.api.views.measures import MeasureResource
from roadmaps.api.views.reviews import ReviewResource
from roadmaps.api.views.roadmaps import RoadmapResource
from schools.api.views import SchoolResource
from shnor_portal.accounts.api.municipalities import MunicipalityResource
from shnor_portal.api.views.doors import MeView, NothingHere, SchemaView, docs
from shnor_portal.imports.api.views import ImportResource, IssueResource, ItemResource
from shnor_portal.jobs.api.views import JobResource

router = SimpleRouter(use_regex_path=True)
for prefix, resource, name in (
    ("municipalities", MunicipalityResource, "municipality"),
    ("schools", SchoolResource, "school"),
    ("assessments", AssessmentResource, "assessment"),
    ("results", ResultResource, "result"),
    ("indicators", IndicatorResource, "indicator"),
    ("indicator-values", IndicatorValueResource, "indicator-value"),
    ("rule-sets", RuleSetResource, "rule-set"),
    ("risk-lists", RiskListResource, "risk-list"),
    (r"risk-lists/(?P<list_key>[^/]+)/entries", EntryResource, "risk-list-entry"),
    ("orders", OrderResource, "order"),
    ("support-cases", CaseResource, "support-case"),
    ("roadmaps", RoadmapResource, "roadmap"),
    ("measures", MeasureResource, "measure"),
    ("reviews", ReviewResource, "review"),
    ("occurrences", OccurrenceResource, "occurrence"),
    ("imports", ImportResource, "import"),
    (r"imports/(?P<batch_key>[^/]+)/items", ItemResource, "import-item"),
    (r"imports/(?P<batch_key>[^/]+)/issues", IssueResource, "import-issue"),
    ("jobs", JobResource, "job"),
):
    router.register(prefix, resource, basename=name)

app_name = "api"
urlpatterns = [
    path("me/", MeView.as_view(), name="me"),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", docs, name="docs"),
    path("", include(router.urls)),
    re_path(r"^.*\Z", NothingHere.as_view(), name="nothing-here"),
]
