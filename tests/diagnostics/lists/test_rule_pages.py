"""Rules: presets, wording, new versions, differences, and the simulator."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from diagnostics.models import RiskList, RuleSet, RuleSetVersion
from diagnostics.selection.presets import PRESETS
from diagnostics.services.rules import create_version, ensure_presets
from shnor_portal.accounts.permissions import Role
from shnor_portal.common.refusals import Refusal
from tests.diagnostics.lists.conftest import add_school
from tests.diagnostics.lists.test_propose import propose
from tests.factories import make_user

CODE = "rosobr-847-2020"


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.SECOND_FACTOR = "optional"


def text(response):
    return response.content.decode().replace("\u00a0", " ")


def fields(response, **changes):
    """The form as a person gets it, with some fields changed."""
    form = response.context["form"]
    data = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in {**data, **changes}.items() if value not in (None, False)}


def test_presets_are_taken_up_once(city):
    first = ensure_presets(municipality_id=city.pk, by=None)
    assert {version.rule_set.code for version in first} == set(PRESETS)
    assert ensure_presets(municipality_id=city.pk, by=None) == []


def test_page_loads_presets(officer_client, city):
    assert "Правил пока нет" in text(officer_client.get(reverse("diagnostics:rules")))
    officer_client.post(reverse("diagnostics:load_presets"))
    page = text(officer_client.get(reverse("diagnostics:rules")))
    assert "Приказ Рособрнадзора от 19.08.2020 № 847" in page
    assert "не менее 30 %" in page


def test_rule_is_read_aloud(officer_client, rules):
    page = text(officer_client.get(reverse("diagnostics:rule", args=[CODE])))
    assert "Школа включается в перечень, если низкий результат не менее чем в 2 процедурах" in page
    assert "ещё не применялась" in page


def test_new_version_is_read_aloud_then_written(officer_client, rules):
    url = reverse("diagnostics:rule_new", args=[CODE])
    data = fields(officer_client.get(url), threshold="28,5", repeat="on", note="порог города")
    aloud = officer_client.post(url, data)
    assert "не менее 28,5 %" in text(aloud)
    assert RuleSetVersion.objects.filter(rule_set__code=CODE).count() == 1
    officer_client.post(url, {**data, "confirm": "yes"})
    version = RuleSetVersion.objects.get(rule_set__code=CODE, number=2)
    assert version.definition["low"]["value"] == "28.5"
    assert version.definition["combine"]["any"][1] == {"same_procedure_low_years": 2, "consecutive": True}
    page = text(officer_client.get(reverse("diagnostics:rule", args=[CODE]), {"before": 1, "after": 2}))
    assert "или низкий результат по одной и той же процедуре 2 года подряд" in page


def test_impossible_rule_is_refused_in_the_form(officer_client, rules):
    url = reverse("diagnostics:rule_new", args=[CODE])
    data = fields(officer_client.get(url), at_least=50, note="опечатка")
    answer = officer_client.post(url, data)
    assert answer.status_code == 400
    assert 'data-error-code="RULE_INVALID"' in text(answer)
    assert "опечатка" in text(answer)


def test_condition_beyond_the_fields_is_kept(officer_client, rules):
    url = reverse("diagnostics:rule_new", args=[CODE])
    condition = '{"all": [{"count_low_at_least": 1, "procedures": ["OGE-9-MA"]}, {"count_low_at_least": 3}]}'
    data = fields(officer_client.get(url), condition=condition, note="сложное", confirm="yes")
    assert officer_client.post(url, data).status_code == 302
    again = officer_client.get(url).context["form"]
    assert '"OGE-9-MA"' in again["condition"].value()
    wrong = officer_client.post(url, {**data, "condition": "{"})
    assert "Это не JSON" in text(wrong)


def test_same_rule_is_not_a_new_version(officer, rules):
    rule_set = RuleSet.objects.get(code=CODE)
    with pytest.raises(Refusal) as refusal:
        create_version(rule_set_id=rule_set.pk, definition=PRESETS[CODE].to_json(), note="", by=officer)
    assert refusal.value.code == "RULE_SAME"


def test_old_list_keeps_its_version(officer, city, rules):
    add_school(city, "СОШ № 1", low=2)
    first = propose(city)
    rule_set = RuleSet.objects.get(code=CODE)
    stricter = {**PRESETS[CODE].to_json(), "low": {"metric": "share_fail", "op": ">=", "value": 50}}
    create_version(rule_set_id=rule_set.pk, definition=stricter, note="строже", by=officer)
    second = propose(city)
    assert (first.version.number, second.version.number) == (1, 2)
    assert [entry.verdict for entry in second.entries] == ["not_listed"]
    first.version.refresh_from_db()
    assert first.version.definition == PRESETS[CODE].to_json()
    assert RiskList.objects.get(pk=first.risk_list.pk).entries.included().count() == 1


def test_rights_on_rules(client, city, rules, stranger, school_admin, officer):
    coordinator = make_user(Role.MUNICIPAL_COORDINATOR, city)
    page, form = reverse("diagnostics:rule", args=[CODE]), reverse("diagnostics:rule_new", args=[CODE])
    assert client.get(page).status_code == 302
    expected = {coordinator: (200, 403), stranger: (404, 404), school_admin: (403, 403), officer: (200, 200)}
    for person, statuses in expected.items():
        client.force_login(person)
        assert (client.get(page).status_code, client.get(form).status_code) == statuses
    with pytest.raises(PermissionDenied):
        ensure_presets(municipality_id=city.pk, by=coordinator)


def test_simulator_counts_without_saving(officer_client, small_city):
    saved = propose(small_city).risk_list
    url = reverse("diagnostics:simulator", args=[CODE])
    as_it_is = officer_client.get(url).context["trial"]
    assert (as_it_is.listed, as_it_is.considered, as_it_is.unknown) == (1, 4, 1)
    knobs = {"academic_year": 2020, "threshold": "30", "at_least": 1, "min_participants": 1}
    page = officer_client.get(url, knobs)
    assert page.context["trial"].listed == 3
    assert {change.school_name for change in page.context["comparison"].entered} == {"СОШ № 2", "СОШ № 10"}
    assert page.context["saved"] == saved
    assert RiskList.objects.count() == 1
    assert "Изменилось условие включения" in text(page)


def test_simulator_without_results_says_what_to_do(officer_client, rules):
    page = text(officer_client.get(reverse("diagnostics:simulator", args=[CODE])))
    assert "Примерять не на чем" in page


def test_simulator_is_not_for_observers(client, city, rules):
    client.force_login(make_user(Role.OBSERVER, city))
    assert client.get(reverse("diagnostics:rule", args=[CODE])).status_code == 200
    assert client.get(reverse("diagnostics:simulator", args=[CODE])).status_code == 403
