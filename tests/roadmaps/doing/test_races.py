"""What two people do at the same moment: one winner, nothing lost, versions in order."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from roadmaps.enums import EvidenceState, MeasureState
from roadmaps.models import Evidence, MonthlyReview, ProgressReport
from roadmaps.services.evidence import accept_evidence, reject_evidence, replace_evidence
from roadmaps.services.measures import confirm_measure, return_measure
from roadmaps.services.reviews import save_review, sign_review, start_review
from shnor_portal.common.refusals import Refusal
from tests.audit.concurrency import at_once
from tests.roadmaps.doing.builders import done_measure, full_draft, link_of, measure_of, review_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def said(act):
    try:
        act()
    except Refusal as refusal:
        return refusal.code
    return "done"


def test_confirmation_and_return_of_the_same_page_have_one_winner(plan, school_admin, curator, coordinator):
    measure = done_measure(plan, school_admin)

    def act(number):
        if number % 2:
            return said(lambda: confirm_measure(measure_id=measure.pk, by=curator, version=1))
        return said(lambda: return_measure(measure_id=measure.pk, by=coordinator, reason_code="unreadable", version=1))

    found = at_once(act, 8)
    assert found.count("done") == 1
    assert ProgressReport.objects.filter(measure=measure).count() == 1


def test_new_versions_at_once_follow_one_another(measure, school_admin):
    first = link_of(measure, school_admin)

    def put(number):
        upload = SimpleUploadedFile("Сводка.txt", f"Сводка {number}".encode())
        return said(lambda: replace_evidence(evidence_id=first.pk, title="Сводка", by=school_admin, upload=upload))

    assert at_once(put, 6) == ["done"] * 6
    rows = Evidence.objects.order_by("number")
    assert [row.number for row in rows] == list(range(1, 8))
    assert [row.state for row in rows] == [EvidenceState.REPLACED] * 6 + [EvidenceState.UPLOADED]


def test_accepting_and_replacing_at_once_leave_one_truth(measure, school_admin, curator):
    evidence = link_of(measure, school_admin)
    acts = [
        lambda: accept_evidence(evidence_id=evidence.pk, by=curator),
        lambda: replace_evidence(
            evidence_id=evidence.pk, title="Новая", by=school_admin, link="https://x.example.org/"
        ),
    ]
    found = at_once(lambda number: said(acts[number]), 2)
    assert sorted(found) == ["STATE", "done"]


def test_last_grounds_are_not_taken_away_by_two_at_once(plan, school_admin, curator):
    measure = measure_of(plan, state=MeasureState.CONFIRMED)
    rows = [link_of(measure, school_admin, EvidenceState.ACCEPTED) for _ in range(2)]

    def reject(number):
        return said(lambda: reject_evidence(evidence_id=rows[number].pk, by=curator, reason_code="unreadable"))

    assert sorted(at_once(reject, 2)) == ["LAST_EVIDENCE", "done"]


def test_month_begun_by_two_is_one_review(plan, coordinator):
    def begin(_):
        return start_review(case_id=plan.case_id, month=plan.case.stage_since, by=coordinator).pk

    assert len(set(at_once(begin, 6))) == MonthlyReview.objects.count() == 1


def test_draft_saved_and_signed_at_once_has_one_winner(plan, coordinator):
    review = review_of(plan.case, coordinator)
    acts = [sign_review, *[save_review] * 5]

    def act(number):
        return said(lambda: acts[number](review_id=review.pk, draft=full_draft(), version=1, by=coordinator))

    assert at_once(act, 6).count("done") == 1
