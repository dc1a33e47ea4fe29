"""A school sees itself, and nothing that stands beside it."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import enter
from tests.factories import SchoolFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_school_sees_only_itself(guest, school_admin, school, schools, other_city):
    walker, page = enter(guest, school_admin), guest.page
    walker.expected = {403, 404}
    page.goto("/")
    expect(page.get_by_role("heading", name=school.name)).to_be_visible()
    walker.look("moya-shkola")
    walker.follow(page.locator("main").get_by_role("link", name=school.name))
    walker.look("kartochka")
    page.goto("/schools/")
    expect(page.locator("tbody tr")).to_have_count(1)

    foreign = SchoolFactory.create(municipality=other_city)
    for hidden in (schools[1].pk, foreign.pk, 999_999):
        answer = page.goto(f"/schools/{hidden}/")
        assert answer is not None
        assert answer.status == 404
        expect(page.get_by_role("heading", name="Страница не найдена")).to_be_visible()
        expect(page.locator("body")).not_to_contain_text(schools[1].name)
    walker.look("404")
    answer = page.goto("/imports/")
    assert answer is not None
    assert answer.status == 403
    walker.look("403")
