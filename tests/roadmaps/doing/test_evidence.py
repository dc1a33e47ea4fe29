"""Evidence: attached and checked by the table, versions in order, files behind the door of rights."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from roadmaps.enums import EvidenceKind, EvidenceState, MeasureState
from roadmaps.lifecycle import EVIDENCE
from roadmaps.models import Evidence, SupportCase
from roadmaps.services.evidence import (
    accept_evidence,
    add_evidence,
    reject_evidence,
    replace_evidence,
    reuse_evidence,
)
from shnor_portal.accounts.permissions import ROLE_PERMISSIONS, Role
from shnor_portal.common.refusals import Refusal
from shnor_portal.notifications.models import Notification
from tests.factories import CaseFactory, RoadmapFactory, make_user
from tests.roadmaps.doing.builders import LINK, done_measure, link_of, measure_of, plan_in_force

TEXT = "Сводка: проведено 6 занятий, присутствовали 24 человека.".encode()
ACTS = {
    "accept": lambda pk, by: accept_evidence(evidence_id=pk, by=by),
    "reject": lambda pk, by: reject_evidence(evidence_id=pk, by=by, reason_code="unreadable"),
    "replace": lambda pk, by: replace_evidence(evidence_id=pk, by=by, title="Новая", link=LINK),
}


def paper(content: bytes = TEXT, name: str = "Сводка.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def stored(tmp_path) -> list[str]:
    return sorted(path.name for path in tmp_path.rglob("*") if path.is_file() and "evidence" in path.parts)


def outcome(act, evidence, by):
    try:
        ACTS[act](evidence.pk, by)
    except PermissionDenied:
        return "forbidden"
    except Refusal as refusal:
        return refusal.code
    return Evidence.objects.get(pk=evidence.pk).state


def test_every_act_of_the_table_has_a_service():
    assert set(ACTS) == set(EVIDENCE.transitions)


@pytest.mark.django_db
@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", Role)
def test_every_state_and_role_answers_as_the_table_says(school, role, act):
    by = make_user(role, school.municipality, school if role.is_school_role else None)
    author = make_user(Role.SCHOOL_ADMIN, school.municipality, school)
    measure = measure_of(plan_in_force(school), state=MeasureState.DONE)
    may = any(permission in ROLE_PERMISSIONS[role] for permission in EVIDENCE[act].permissions)
    for state in EvidenceState:
        evidence = link_of(measure, author, state)
        allowed = EVIDENCE[act].target if state in EVIDENCE[act].sources else "STATE"
        assert outcome(act, evidence, by) == (allowed if may else "forbidden"), state


@pytest.mark.parametrize("act", ACTS)
def test_neighbour_and_stranger_decide_nothing(measure, school_admin, neighbour, stranger, act):
    evidence = link_of(measure, school_admin)
    assert {outcome(act, evidence, neighbour), outcome(act, evidence, stranger)} == {"forbidden"}


def test_file_lies_under_a_name_of_ours_and_comes_back_as_an_attachment(client, measure, school_admin, tmp_path):
    evidence = add_evidence(measure_id=measure.pk, title="Сводка", by=school_admin, upload=paper())
    assert "Сводка" not in evidence.file.name
    assert (evidence.kind, evidence.original_name, evidence.size) == (EvidenceKind.FILE, "Сводка.txt", len(TEXT))
    client.force_login(school_admin)
    answer = client.get(f"/evidence/{evidence.pk}/file/")
    assert b"".join(answer.streaming_content) == TEXT
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_stranger_and_neighbour_find_neither_page_nor_file(client, measure, school_admin, stranger, neighbour):
    evidence = add_evidence(measure_id=measure.pk, title="Сводка", by=school_admin, upload=paper())
    for who in (stranger, neighbour):
        client.force_login(who)
        for path in (f"/evidence/{evidence.pk}/", f"/evidence/{evidence.pk}/file/", f"/measures/{measure.pk}/"):
            assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "link",
    [
        "http://school.example.org/",
        "school.example.org",
        "https://user:secret@school.example.org/",
        "javascript:alert(1)",
        "https://",
        "https://" + "a" * 600 + ".ru/",
        "data:text/html,x",
    ],
)
def test_link_that_is_no_whole_https_address_is_declined(measure, school_admin, link):
    with pytest.raises(Refusal) as refused:
        add_evidence(measure_id=measure.pk, title="Новость", by=school_admin, link=link)
    assert refused.value.code == "LINK_BAD"


@pytest.mark.parametrize("both", [True, False])
def test_exactly_one_of_file_and_link_is_attached(measure, school_admin, both):
    sent = {"upload": paper(), "link": LINK} if both else {}
    with pytest.raises(Refusal) as refused:
        add_evidence(measure_id=measure.pk, title="Сводка", by=school_admin, **sent)
    assert refused.value.code == "EVIDENCE_EMPTY"


def test_refused_file_leaves_no_bytes_behind(measure, school_admin, tmp_path):
    with pytest.raises(Refusal):
        add_evidence(measure_id=measure.pk, title="Программа", by=school_admin, upload=paper(b"MZ\x90", "отчёт.exe"))
    measure.roadmap.case.stage = "closed"
    SupportCase.objects.filter(pk=measure.roadmap.case_id).update(
        stage="closed", outcome="exit", closed_on=date(2021, 6, 1)
    )
    with pytest.raises(Refusal):
        add_evidence(measure_id=measure.pk, title="Сводка", by=school_admin, upload=paper())
    assert (Evidence.objects.count(), stored(tmp_path)) == (0, [])


def test_second_press_attaches_once(client, measure, school_admin):
    client.force_login(school_admin)
    for _ in range(2):
        sent = {"title": "Новость", "link": LINK, "nonce": "raz"}
        assert client.post(f"/measures/{measure.pk}/evidence/", sent).status_code == 302
    assert Evidence.objects.count() == 1


def test_versions_follow_one_another_and_the_old_one_stays(measure, school_admin, curator, client):
    first = add_evidence(measure_id=measure.pk, title="Сводка", by=school_admin, upload=paper())
    reject_evidence(evidence_id=first.pk, by=curator, reason_code="draft_document")
    second = replace_evidence(evidence_id=first.pk, title="Сводка", by=school_admin, upload=paper(b"Utverzhdena"))
    third = replace_evidence(evidence_id=first.pk, title="Сводка", by=school_admin, link=LINK)
    first.refresh_from_db()
    second.refresh_from_db()
    assert [row.number for row in (first, second, third)] == [1, 2, 3]
    assert (first.state, second.state, third.replaces) == (EvidenceState.REPLACED, EvidenceState.REPLACED, second)
    client.force_login(school_admin)
    assert b"".join(client.get(f"/evidence/{first.pk}/file/").streaming_content) == TEXT


def test_accepted_evidence_is_not_replaced(measure, school_admin, curator):
    evidence = link_of(measure, school_admin, EvidenceState.ACCEPTED)
    with pytest.raises(Refusal) as refused:
        replace_evidence(evidence_id=evidence.pk, title="Новая", by=school_admin, link=LINK)
    assert refused.value.code == "STATE"


@pytest.mark.parametrize("state", [MeasureState.CONFIRMED, MeasureState.CANCELLED])
def test_closed_measure_takes_no_more(plan, school_admin, state):
    with pytest.raises(Refusal) as refused:
        add_evidence(measure_id=measure_of(plan, state=state).pk, title="Ещё", by=school_admin, link=LINK)
    assert refused.value.code == "MEASURE_CLOSED"


def test_last_ground_of_a_confirmed_measure_is_not_taken_away(plan, school_admin, curator):
    measure = measure_of(plan, state=MeasureState.CONFIRMED)
    one, two = (link_of(measure, school_admin, EvidenceState.ACCEPTED) for _ in range(2))
    reject_evidence(evidence_id=one.pk, by=curator, reason_code="unreadable")
    with pytest.raises(Refusal) as refused:
        reject_evidence(evidence_id=two.pk, by=curator, reason_code="unreadable")
    assert refused.value.code == "LAST_EVIDENCE"


def test_rejection_tells_the_school_why(measure, school_admin, curator):
    evidence = link_of(measure, school_admin)
    reject_evidence(evidence_id=evidence.pk, by=curator, reason_code="other", comment="Это прошлый год")
    assert "Это прошлый год" in Notification.objects.get(recipient=school_admin).body


def last_year(school, school_admin, state=EvidenceState.ACCEPTED) -> Evidence:
    """An evidence with a file in the school's plan of the year before."""
    case = CaseFactory.create(school=school, academic_year=2019)
    plan = RoadmapFactory.create(case=case, academic_year=2019, state="approved")
    evidence = add_evidence(measure_id=measure_of(plan).pk, title="Приказ", by=school_admin, upload=paper())
    Evidence.objects.filter(pk=evidence.pk).update(state=state)
    return evidence


def test_last_years_evidence_comes_again_with_bytes_of_its_own(school, measure, school_admin, client):
    source = last_year(school, school_admin)
    again = reuse_evidence(evidence_id=source.pk, measure_id=measure.pk, by=school_admin)
    assert (again.state, again.reused_from, again.sha256) == (EvidenceState.UPLOADED, source, source.sha256)
    assert again.file.name != source.file.name
    source.file.storage.delete(source.file.name)
    client.force_login(school_admin)
    assert b"".join(client.get(f"/evidence/{again.pk}/file/").streaming_content) == TEXT


def test_only_accepted_evidence_of_the_same_school_and_an_earlier_year_comes_again(
    school, measure, school_admin, neighbour
):
    waiting = last_year(school, school_admin, EvidenceState.UPLOADED)
    this_year = link_of(measure, school_admin, EvidenceState.ACCEPTED)
    home = next(iter(neighbour.current_assignments)).school_id
    foreign = last_year(type(school).objects.get(pk=home), neighbour)
    for source in (waiting, this_year, foreign):
        with pytest.raises(Refusal) as refused:
            reuse_evidence(evidence_id=source.pk, measure_id=measure.pk, by=school_admin)
        assert refused.value.code == "REUSE_FOREIGN"


def test_queue_leads_from_one_to_the_next_without_the_list(client, plan, school_admin, curator):
    measure = done_measure(plan, school_admin, proof=None)
    first, second, third = (link_of(measure, school_admin) for _ in range(3))
    client.force_login(curator)
    page = client.get("/evidence/").content.decode()
    assert page.index(f"/evidence/{first.pk}/") < page.index(f"/evidence/{third.pk}/")
    answer = client.post(f"/evidence/{first.pk}/accept/", {"onward": "1"})
    assert answer["Location"] == f"/evidence/{second.pk}/"
    sent = {"onward": "1", "reason_code": "unreadable"}
    assert client.post(f"/evidence/{second.pk}/reject/", sent)["Location"] == f"/evidence/{third.pk}/"
    assert client.post(f"/evidence/{third.pk}/accept/", {"onward": "1"})["Location"] == f"/measures/{measure.pk}/"
    assert "Проверять нечего" in client.get("/evidence/").content.decode()


def test_queue_of_a_curator_holds_her_school_alone(client, measure, school_admin, curator, neighbour):
    home = next(iter(neighbour.current_assignments)).school_id
    foreign = measure_of(plan_in_force(type(measure.roadmap.school).objects.get(pk=home)))
    own, other = link_of(measure, school_admin), link_of(foreign, neighbour)
    client.force_login(curator)
    page = client.get("/evidence/").content.decode()
    assert f"/evidence/{own.pk}/" in page
    assert f"/evidence/{other.pk}/" not in page
