"""Results through the whole road: check, apply, replace, undo, and the account of every row."""

import pytest
from django.core.exceptions import PermissionDenied

from diagnostics.enums import RiskListOrigin, RiskListState
from diagnostics.models import AssessmentResult, PupilResult, RiskList
from diagnostics.signals import results_imported
from schools.enums import CodeSystem
from shnor_portal.audit.models import AuditEntry
from shnor_portal.common.refusals import Refusal
from shnor_portal.imports.enums import BatchState, Change
from shnor_portal.imports.models import ImportBatch
from shnor_portal.imports.services import apply_batch, check_batch, choose_layout, undo_batch
from shnor_portal.jobs.models import Job
from tests.factories import SchoolFactory, add_code
from tests.imports.books import class_of, individual, statistics, table

pytestmark = pytest.mark.django_db


def codes(batch):
    return set(batch.issues.values_list("code", flat=True))


def rows_add_up(batch):
    counts = batch.counts
    return counts["seen"] == counts["taken"] + counts["skipped"] + counts["refused"]


def test_check_shows_new_results_and_writes_none(checked, schools):
    batch = checked(individual([*class_of("edu990001", [2, 2, 3, 5]), *class_of("edu990002", [4, 4])]))
    assert batch.state == BatchState.CHECKED
    assert rows_add_up(batch)
    assert batch.counts["taken"] == 6
    assert batch.counts["items"] == {"new": 2, "changed": 0, "same": 0}
    first = batch.items.get(school_label="СОШ № 1")
    assert first.subject_label == "ВПР, 6 класс, Математика, 2019/2020"
    assert (first.row_from, first.row_to) == (5, 8)
    assert first.after["Участников"] == "4"
    assert first.after["«2»"] == "2"
    assert first.after["Средний балл"] == "1,00"
    assert not AssessmentResult.objects.exists()


def test_apply_writes_counts_pupils_and_asks_for_indicators(applied, schools):
    heard = []
    results_imported.connect(lambda **told: heard.append(told["academic_years"]), weak=False, dispatch_uid="test")
    try:
        batch = applied(individual(class_of("edu990001", [2, 2, 3, 5])))
    finally:
        results_imported.disconnect(dispatch_uid="test")
    result = AssessmentResult.objects.get()
    assert (result.participants, result.marks_2, result.marks_3, result.marks_4, result.marks_5) == (4, 2, 1, 0, 1)
    assert (result.failed, result.score_sum, result.scored, result.max_score) == (2, 4, 4, 3)
    assert result.distribution == {"0": 2, "1": 1, "3": 1}
    assert result.journal == {"lower": 0, "same": 4, "higher": 0, "gap2": 0}
    assert result.tasks[0] == {"label": "1", "maximum": 1, "points": 2, "pupils": 4}
    assert (result.sheet, result.row_from, result.row_to) == ("Индивидуальные 1", 5, 8)
    pupils = list(
        PupilResult.objects.order_by("row").values_list("pupil_code", "primary_score", "mark", "tasks", "row")
    )
    assert pupils[2] == ("10003", 1, 3, [1, 0], 7)
    assert heard == [[2019]]
    assert Job.objects.get(kind="recompute_indicators").arguments["year"] == 2019
    assert batch.counts["written"]["Строк участников"] == 4
    assert AuditEntry.objects.get(action="import.apply").details["written"] == batch.counts["written"]


def test_absent_pupil_is_skipped_and_never_a_zero(applied, schools):
    rows = [*class_of("edu990001", [3, 4]), ("edu990001", "10009", None, None, None, 4)]
    batch = applied(individual(rows))
    assert AssessmentResult.objects.get().participants == 2
    assert batch.counts["skip_reasons"]["нет ни балла, ни отметки (участник отсутствовал)"] == 1
    assert rows_add_up(batch)


def test_sheets_of_one_procedure_are_one_result(applied, schools):
    applied(individual(class_of("edu990001", [2, 3, 4, 5, 2]), sheets=2))
    result = AssessmentResult.objects.get()
    assert (result.participants, result.marks_2) == (5, 2)
    assert result.sheet == "Индивидуальные 1; Индивидуальные 2"
    assert set(PupilResult.objects.values_list("sheet_number", flat=True)) == {1, 2}


def test_same_content_in_other_bytes_changes_nothing(applied, checked, schools):
    pupils = class_of("edu990001", [2, 3, 4])
    applied(individual(pupils))
    again = checked(individual(list(reversed(pupils))))
    assert again.counts["items"] == {"new": 0, "changed": 0, "same": 1}


def test_same_file_again_is_said_and_changes_nothing(applied, schools):
    data = individual(class_of("edu990001", [2, 3, 4]))
    applied(data)
    again = applied(data)
    assert "IMPORT_SAME" in codes(again)
    assert again.counts["written"] == {"Новых результатов": 0, "Заменено результатов": 0, "Строк участников": 0}
    assert AssessmentResult.objects.count() == 1


def test_same_totals_with_other_pupils_are_a_change(applied, checked, schools):
    applied(individual(class_of("edu990001", [2, 3, 4])))
    other = checked(individual(class_of("edu990001", [2, 3, 4], first_code=20001)))
    item = other.items.get()
    assert item.change == Change.CHANGED
    assert item.after["Подробности"] == "изменились баллы, задания или коды участников"


def test_changed_result_replaces_without_rewriting(applied, schools):
    applied(individual(class_of("edu990001", [2, 3, 4])))
    later = applied(individual(class_of("edu990001", [3, 3, 4])))
    item = later.items.get()
    assert (item.before["«2»"], item.after["«2»"]) == ("1", "0")
    old, new = AssessmentResult.objects.order_by("pk")
    assert (old.is_current, old.replaced_by, old.marks_2) == (False, later, 1)
    assert (new.is_current, new.marks_2) == (True, 0)


def test_totals_that_agree_do_not_push_out_pupils(applied, checked, schools):
    applied(individual(class_of("edu990001", [2, 3, 4, 5])))
    totals = checked(statistics([("edu990001", 4, 25.0, 25.0, 25.0, 25.0)]))
    assert totals.counts["items"]["same"] == 1


def test_totals_that_differ_warn_of_lost_detail(applied, checked, schools):
    applied(individual(class_of("edu990001", [2, 3, 4, 5])))
    totals = checked(statistics([("edu990001", 4, 50.0, 25.0, 25.0, 0.0)]))
    assert totals.counts["items"]["changed"] == 1
    assert "DETAIL_LOST" in codes(totals)


def test_unknown_and_foreign_schools_get_the_same_answer(checked, schools, other_city):
    foreign = SchoolFactory.create(municipality=other_city)
    add_code(foreign, "fisoko", "edu990777")
    batch = checked(individual([*class_of("edu990777", [3]), *class_of("edu990888", [3]), *class_of("edu990001", [3])]))
    messages = list(batch.issues.filter(code="REF_UNKNOWN").order_by("row").values_list("message", flat=True))
    assert [text.replace("edu990777", "#").replace("edu990888", "#") for text in messages] == [
        messages[0].replace("edu990777", "#")
    ] * 2
    assert foreign.name not in str(messages)
    assert batch.counts["refused"] == 2
    assert rows_add_up(batch)


def test_code_is_known_only_in_its_years(checked, city):
    school = SchoolFactory.create(municipality=city)
    add_code(school, CodeSystem.FISOKO, "sch990001", valid_to_year=2018)
    batch = checked(individual(class_of("sch990001", [3, 4])))
    issue = batch.issues.get(code="REF_UNKNOWN")
    assert "2019/2020" in issue.message
    assert school.name in issue.hint


def test_faulty_rows_refuse_the_file_unless_left_out_on_purpose(checked, officer, schools):
    rows = [*class_of("edu990001", [2, 3]), ("edu990001", "10009", 9, 9, 7, 3)]
    batch = checked(individual(rows))
    assert batch.state == BatchState.REFUSED
    assert batch.refusal["code"] == "ROWS_REFUSED"
    issue = batch.issues.filter(severity="error").first()
    assert (issue.sheet, issue.row) == ("Индивидуальные 1", 7)
    with pytest.raises(Refusal) as said:
        apply_batch(batch_id=batch.public_id, skip_faulty=False, by=officer)
    assert said.value.code == "ROWS_REFUSED"
    assert not AssessmentResult.objects.exists()
    done = apply_batch(batch_id=batch.public_id, skip_faulty=True, by=officer)
    assert done.state == BatchState.APPLIED
    assert AssessmentResult.objects.get().participants == 2


def test_undo_returns_what_was_replaced(applied, officer, schools):
    applied(individual(class_of("edu990001", [2, 3, 4])))
    later = applied(individual([*class_of("edu990001", [3, 3, 4]), *class_of("edu990002", [5])]))
    undone = undo_batch(batch_id=later.public_id, by=officer)
    assert undone.state == BatchState.UNDONE
    assert undone.counts["undone"] == {
        "Снято результатов": 2,
        "Возвращено прежних результатов": 1,
        "Удалено строк участников": 4,
    }
    current = AssessmentResult.objects.current().get()
    assert (current.marks_2, current.replaced_by) == (1, None)
    assert not PupilResult.objects.filter(result__batch=later).exists()


def test_undo_is_refused_while_a_later_import_stands(applied, officer, schools):
    first = applied(individual(class_of("edu990001", [2, 3])))
    later = applied(individual(class_of("edu990001", [3, 3])), name="поправка.xlsx")
    with pytest.raises(Refusal) as said:
        undo_batch(batch_id=first.public_id, by=officer)
    assert said.value.code == "IMPORT_REPLACED"
    assert "поправка.xlsx" in said.value.message
    undo_batch(batch_id=later.public_id, by=officer)
    assert undo_batch(batch_id=first.public_id, by=officer).state == BatchState.UNDONE
    assert not AssessmentResult.objects.current().exists()


def test_approved_list_forbids_undo_and_warns_of_changes(applied, checked, officer, schools, city):
    batch = applied(individual(class_of("edu990001", [2, 3])))
    RiskList.objects.create(
        municipality=city,
        academic_year=2020,
        results_year=2019,
        origin=RiskListOrigin.MUNICIPAL,
        title="Перечень на 2020/2021",
        state=RiskListState.APPROVED,
    )
    with pytest.raises(Refusal) as said:
        undo_batch(batch_id=batch.public_id, by=officer)
    assert said.value.code == "PERIOD_CLOSED"
    assert "Перечень на 2020/2021" in said.value.message
    warned = checked(individual(class_of("edu990001", [3, 3])))
    assert warned.state == BatchState.CHECKED
    assert "PERIOD_CLOSED" in codes(warned)


def test_older_file_after_newer_asks(upload, applied, officer, schools):
    older = upload(individual(class_of("edu990001", [2, 3])))
    applied(individual(class_of("edu990001", [3, 3])))
    batch = check_batch(batch_id=older.public_id, by=officer)
    assert "IMPORT_OLDER" in codes(batch)


def test_apply_refuses_a_preview_that_is_no_longer_true(checked, applied, officer, schools):
    first = checked(individual(class_of("edu990001", [2, 3])))
    applied(individual(class_of("edu990001", [3, 3])))
    with pytest.raises(Refusal) as said:
        apply_batch(batch_id=first.public_id, skip_faulty=False, by=officer)
    assert said.value.code == "STALE"
    assert AssessmentResult.objects.count() == 1


def test_apply_twice_has_one_effect(checked, officer, schools):
    batch = checked(individual(class_of("edu990001", [2, 3])))
    for _ in range(2):
        assert apply_batch(batch_id=batch.public_id, skip_faulty=False, by=officer).state == BatchState.APPLIED
    assert AssessmentResult.objects.count() == 1


def test_other_year_than_the_file_says_is_refused(upload, officer, schools):
    with pytest.raises(Refusal) as said:
        upload(individual(class_of("edu990001", [2, 3])), academic_year=2020)
    assert said.value.code == "TEMPLATE_VERSION"
    assert "2019/2020" in said.value.message


def test_number_of_queries_does_not_grow_with_schools(upload, officer, city, django_assert_max_num_queries):
    def book(count):
        pupils = []
        for number in range(count):
            login = f"edu98{count:02d}{number:02d}"
            add_code(SchoolFactory.create(municipality=city), "fisoko", login)
            pupils += class_of(login, [2, 3, 4])
        return individual(pupils)

    for count in (1, 40):
        batch = upload(book(count), academic_year=2019)
        with django_assert_max_num_queries(32):
            check_batch(batch_id=batch.public_id, by=officer)
        with django_assert_max_num_queries(50):
            apply_batch(batch_id=batch.public_id, skip_faulty=False, by=officer)
    assert AssessmentResult.objects.count() == 41


def test_only_the_department_may_act(checked, stranger, school_admin, schools):
    batch = checked(individual(class_of("edu990001", [2, 3])))
    with pytest.raises(ImportBatch.DoesNotExist):
        apply_batch(batch_id=batch.public_id, skip_faulty=False, by=stranger)
    with pytest.raises((PermissionDenied, ImportBatch.DoesNotExist)):
        apply_batch(batch_id=batch.public_id, skip_faulty=False, by=school_admin)
    assert not AssessmentResult.objects.exists()


def test_generic_table_goes_in_by_a_mapping(upload, officer, schools, city):
    rows: list[list[object]] = [
        ["Логин", "Сдавали", "Двоек", "Троек", "Четвёрок", "Пятёрок"],
        ["edu990001", 10, 4, 3, 2, 1],
    ]
    batch = upload(table(rows))
    mapping = {
        "header_row": 1,
        "columns": {"A": "fisoko", "B": "participants", "C": "mark2", "D": "mark3", "E": "mark4", "F": "mark5"},
        "constants": {"kind": "OGE", "grade": "9", "subject": "MA"},
    }
    choose_layout(
        batch_id=batch.public_id, layout="generic", choices={"mapping": mapping, "academic_year": 2018}, by=officer
    )
    done = check_batch(batch_id=batch.public_id, by=officer)
    assert done.state == BatchState.CHECKED
    apply_batch(batch_id=batch.public_id, skip_faulty=False, by=officer)
    result = AssessmentResult.objects.select_related("assessment").get()
    assert (result.assessment.procedure, result.assessment.academic_year) == ("OGE-9-MA", 2018)
    assert (result.participants, result.failed) == (10, 4)
