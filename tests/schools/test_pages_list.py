"""The register on the screen: whose schools, which of them, and the same in the download."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from schools.enums import Locality, SchoolKind
from shnor_portal.accounts.permissions import Role
from tests.factories import SchoolFactory, add_code, make_user

pytestmark = pytest.mark.django_db
LIST, EXPORT = reverse("schools:list"), reverse("schools:export")


def shown(client, **query):
    """Names of the schools on the page, in order."""
    answer = client.get(LIST, query)
    assert answer.status_code == 200
    return [school.name for school, _ in answer.context["rows"]]


def exported(client, **query):
    answer = client.get(EXPORT, query)
    assert answer.status_code == 200
    sheet = load_workbook(io.BytesIO(answer.content if not answer.streaming else b"".join(answer))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    start = next(i for i, row in enumerate(rows) if row[0] == "Краткое название")
    return rows[start], rows[start + 1 :]


@pytest.fixture
def schools(city):
    first = SchoolFactory(municipality=city, name="СОШ № 1", district="Портовый")
    second = SchoolFactory(municipality=city, name="Лицей № 2", kind=SchoolKind.LYCEUM, district="Нагорный")
    third = SchoolFactory(
        municipality=city, name="ООШ № 3", locality=Locality.VILLAGE, closed_on="2018-08-31", successor=first
    )
    add_code(first, "ogrn", "1027700566761")
    add_code(second, "ris", "901002")
    return first, second, third


def test_guest_is_sent_to_sign_in(client):
    for address in (LIST, EXPORT):
        answer = client.get(address)
        assert answer.status_code == 302
        assert reverse("account_login") in answer.url


def test_officer_sees_the_schools_of_her_city_only(officer_client, schools):
    SchoolFactory(name="Чужая")
    assert shown(officer_client) == ["Лицей № 2", "ООШ № 3", "СОШ № 1"]
    page = officer_client.get(LIST).content.decode()
    assert "1027700566761" in page
    assert "кодов нет: в загрузках школу не узнать" in page
    assert "Внести школу" in page


def test_school_sees_itself(client, schools, city):
    client.force_login(make_user(Role.SCHOOL_ADMIN, city, schools[0]))
    assert shown(client) == ["СОШ № 1"]
    assert "Внести школу" not in client.get(LIST).content.decode()
    assert [row[0] for row in exported(client)[1]] == ["СОШ № 1"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"q": "сош"}, ["СОШ № 1"]),
        ({"q": "1027700566761"}, ["СОШ № 1"]),
        ({"q": "учреждение 3"}, ["ООШ № 3"]),
        ({"kind": "lyceum"}, ["Лицей № 2"]),
        ({"locality": "village"}, ["ООШ № 3"]),
        ({"status": "active"}, ["Лицей № 2", "СОШ № 1"]),
        ({"status": "closed"}, ["ООШ № 3"]),
        ({"q": "нет такой"}, []),
        ({"ordering": "-name"}, ["СОШ № 1", "ООШ № 3", "Лицей № 2"]),
    ],
)
def test_filters_give_the_same_rows_on_the_page_and_in_the_download(officer_client, schools, query, names):
    assert shown(officer_client, **query) == names
    assert [row[0] for row in exported(officer_client, **query)[1]] == names


def test_download_holds_codes_as_text(officer_client, schools):
    head, rows = exported(officer_client, q="сош")
    assert rows[0][head.index("ОГРН")] == "1027700566761"


def test_empty_register_says_what_to_do_next(officer_client):
    assert "Реестр пуст" in officer_client.get(LIST).content.decode()


def test_page_that_does_not_exist_is_404(officer_client, schools):
    assert officer_client.get(LIST, {"page": 99}).status_code == 404


def queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_list_and_download_take_as_many_queries_for_one_school_as_for_many(officer_client, city):
    add_code(SchoolFactory(municipality=city), "local", "001")
    officer_client.get(LIST)
    one = [queries(officer_client, address) for address in (LIST, EXPORT)]
    for number in range(2, 31):
        add_code(SchoolFactory(municipality=city), "local", f"{number:03d}")
    assert [queries(officer_client, address) for address in (LIST, EXPORT)] == one
