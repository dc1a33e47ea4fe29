"""A page of 2,000 indicator values over REST, beside a plain ModelSerializer page of the same rows."""

from collections.abc import Iterator

from rest_framework.generics import ListAPIView
from rest_framework.pagination import PageNumberPagination
from rest_framework.renderers import JSONRenderer
from rest_framework.serializers import CharField, ModelSerializer
from rest_framework.test import APIRequestFactory, force_authenticate

from diagnostics.api.serializers import IndicatorValueSerializer
from diagnostics.api.views.figures import IndicatorValueResource
from diagnostics.models import IndicatorValue
from schools.models import School
from shnor_portal.accounts.access import person
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Role
from tests.benchmarks.measure import Case
from tests.factories import BatchFactory, MunicipalityFactory, make_user

ROWS = 2000
SCHOOLS = 80
ADDRESS = f"/api/v1/indicator-values/?page_size={ROWS}"


class PlainSerializer(ModelSerializer[IndicatorValue]):
    """The same fields the ordinary way, less the public keys of imports: `batches` go out as they are stored."""

    municipality = CharField(source="municipality.code")

    class Meta:
        model = IndicatorValue
        fields = IndicatorValueSerializer.Meta.fields


class PlainPage(PageNumberPagination):
    """The framework's own pages."""

    page_size = ROWS


class PlainList(ListAPIView[IndicatorValue]):
    """A page as it is usually written, with its related rows in the same query."""

    serializer_class = PlainSerializer
    renderer_classes = (JSONRenderer,)
    pagination_class = PlainPage
    filter_backends = ()

    def permission_needed(self) -> str:
        return ""

    def get_queryset(self):
        return (
            IndicatorValue.objects.visible_to(person(self.request._request))
            .select_related("municipality")
            .order_by("id")
        )


def build_values() -> User:
    """A city of 80 schools with 2,000 values; gives its officer."""
    city = MunicipalityFactory.create()
    batch = BatchFactory.create(municipality=city)
    School.objects.bulk_create(
        School(municipality=city, name=f"СОШ № {number}", search_name=f"сош № {number}") for number in range(SCHOOLS)
    )
    schools = list(School.objects.filter(municipality=city))
    IndicatorValue.objects.bulk_create(
        IndicatorValue(
            municipality=city,
            school=schools[number % SCHOOLS],
            academic_year=2019,
            indicator="R01",
            procedure=f"VPR-{number // SCHOOLS}",
            numerator=number % 30,
            denominator=30,
            formula_version=1,
            batches=[batch.pk],
        )
        for number in range(ROWS)
    )
    return make_user(Role.MUNICIPAL_OFFICER, city)


def cases() -> Iterator[Case]:
    officer = build_values()
    ours, plain = IndicatorValueResource.as_view({"get": "list"}), PlainList.as_view()
    requests = APIRequestFactory()

    def answer(view) -> bytes:
        request = requests.get(ADDRESS)
        force_authenticate(request, user=User.objects.get(pk=officer.pk))
        response = view(request).render()
        assert response.status_code == 200, response.content
        return response.content

    assert answer(ours).count(b'"indicator":"R01"') == answer(plain).count(b'"indicator":"R01"') == ROWS
    yield Case(
        f"REST: страница {ROWS} значений показателей рядом с обычным ModelSerializer",
        ours=lambda: answer(ours),
        yardstick=lambda: answer(plain),
        allowed=0.2,
        repeats=15,
    )
