"""Tables that come whole: pasted from the clipboard, loaded from a file, and a plan sent out and taken back."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roadmaps.exporters_roadmaps import head_sheet, plan_sheet
from roadmaps.importers.contents import content_from, draft_from, from_json, guess_columns, to_json
from roadmaps.importers.paste import read_pasted
from roadmaps.importers.plans import recognise_plan
from roadmaps.models import Measure, Roadmap, RoadmapEdit
from roadmaps.rules.cells import TABLE_FIELDS
from roadmaps.selectors.roadmap_page import plan_of
from roadmaps.services.pasting import apply_plan
from roadmaps.services.undo import undo
from shnor_portal.common.xlsx import workbook_bytes
from shnor_portal.imports.reader.guard import read_tables
from shnor_portal.imports.reader.types import PlainTable
from tests.factories import MeasureFactory
from tests.roadmaps.editing.builders import content_of, measures_of, titles

pytestmark = pytest.mark.django_db
HEADED = "№\tМероприятие\tСрок\tОтветственные\n1.1\tСеминар\tдо 01.12.2020\tШМО\n1.2\tУроки\tянварь 2021\tЗавуч"
BARE = "Семинар\tдо 01.12.2020\tШМО\nУроки\tянварь 2021\tЗавуч"
SECTIONED = "Мероприятие\tСрок\nI. Кадры\t\nСеминар\tдо 01.12.2020\nII. Уроки\t\nОткрытые уроки\tмарт 2021"


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def url(roadmap):
    return reverse("roadmaps:paste_rows", args=[roadmap.pk])


@pytest.mark.parametrize(
    ("content", "columns"),
    [
        (HEADED, ["number", "title", "period", "responsible"]),
        (BARE, ["title", "period", "responsible"]),
        ("1\tСеминар\tмай\n2\tУроки\tмай", ["number", "title", "period"]),
        ("Семинар\nУроки", ["title"]),
    ],
)
def test_columns_of_a_paste_are_guessed(content, columns):
    rows = read_pasted(content)
    assert guess_columns(rows) == columns
    assert [measure.title for measure in draft_from(rows, columns).measures] == ["Семинар", "Уроки"]


def sent(page, **more):
    """The preview's own form, filled as it came."""
    columns = {name: field.initial for name, field in page.context["form"].fields.items()}
    return {"draft": page.context["sealed"], **columns, **more}


def test_pasted_rows_stand_after_the_chosen_one_and_go_in_one_step(desk, roadmap, url, editor):
    first = measures_of(roadmap)[0]
    page = desk.post(url, {"content": HEADED, "section": first.section_id, "after": first.pk})
    assert Measure.objects.count() == 3
    answer = desk.post(url, sent(page, apply="1", nonce="n"))
    assert answer.status_code == 302
    assert titles(roadmap) == ["Собеседования", "Семинар", "Уроки", "Анализ работ", "Наставничество"]
    made = Measure.objects.get(title="Семинар")
    assert (str(made.due_on), made.responsible, made.source_number) == ("2020-12-01", "ШМО", "1.1")
    desk.post(url, sent(page, apply="1", nonce="n"))
    assert len(titles(roadmap)) == 5
    undo(roadmap_id=roadmap.pk, by=editor)
    assert titles(roadmap) == ["Собеседования", "Анализ работ", "Наставничество"]


def test_columns_can_be_named_otherwise(desk, roadmap, url):
    page = desk.post(url, {"content": BARE})
    swapped = sent(page, column_0="responsible", column_2="title")
    assert [row.title for row in desk.post(url, swapped).context["rows"]] == ["ШМО", "Завуч"]
    twice = desk.post(url, sent(page, column_0="title", column_2="title", apply="1"))
    assert twice.status_code == 400
    assert "названы одинаково" in twice.content.decode()
    assert Measure.objects.count() == 3


def test_pasted_sections_become_sections(desk, roadmap, url):
    page = desk.post(url, {"content": SECTIONED})
    desk.post(url, sent(page, apply="1", nonce="n"))
    live = roadmap.sections.filter(is_removed=False).order_by("position")
    assert [section.title for section in live] == ["Диагностика", "Кадры", "Кадры", "Уроки"]
    assert titles(roadmap)[-2:] == ["Семинар", "Открытые уроки"]


def test_a_preview_cannot_be_forged_nor_taken_to_another_plan(desk, roadmap, url):
    page = desk.post(url, {"content": HEADED})
    answer = desk.post(url, {**sent(page), "draft": page.context["sealed"] + "x", "apply": "1"})
    assert answer.status_code == 400
    assert "DRAFT_EXPIRED" in answer.content.decode()
    Roadmap.objects.filter(pk=roadmap.pk).update(academic_year=2021)
    other = Roadmap.objects.create(
        municipality=roadmap.municipality, school=roadmap.school, academic_year=2022, title="Другая"
    )
    foreign = reverse("roadmaps:paste_rows", args=[other.pk])
    assert desk.post(foreign, sent(page, apply="1")).status_code == 400
    assert Measure.objects.count() == 3


def test_too_large_a_paste_is_refused_in_words(desk, url):
    answer = desk.post(url, {"content": "\n".join(f"Дело {n}\tмай" for n in range(600))})
    assert answer.status_code == 413
    assert "PASTE_TOO_LARGE" in answer.content.decode()


def word_plan() -> bytes:
    document = Document()
    document.add_paragraph("Цели:")
    document.add_paragraph("Повысить качество")
    table = document.add_table(rows=0, cols=4)
    for cells in (
        ("№", "Мероприятие", "Срок", "Ответственные"),
        ("I. Кадры", "", "", ""),
        ("1.1", "Семинар", "до 01.12.2020", "ШМО"),
        ("1.2", "Уроки", "когда получится", ""),
    ):
        row = table.add_row().cells
        for cell, text in zip(row, cells, strict=True):
            cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_plan_from_word_is_looked_at_and_put_in_the_place_of_all(desk, roadmap, editor):
    before = content_of(roadmap)
    url = reverse("roadmaps:import_plan", args=[roadmap.pk])
    page = desk.post(url, {"file": SimpleUploadedFile("План.docx", word_plan())})
    assert content_of(roadmap) == before
    assert "Срок не разобран" in page.content.decode()
    data = {"draft": page.context["sealed"], "mode": "replace", "with_head": "on", "nonce": "n"}
    assert desk.post(url, data).status_code == 302
    assert titles(roadmap) == ["Семинар", "Уроки"]
    roadmap.refresh_from_db()
    assert roadmap.goals == ["Повысить качество"]
    desk.post(url, data)
    assert RoadmapEdit.objects.count() == 1
    undo(roadmap_id=roadmap.pk, by=editor)
    assert content_of(roadmap) == before


def test_plan_changed_under_the_preview_is_not_replaced(desk, roadmap, editor):
    url = reverse("roadmaps:import_plan", args=[roadmap.pk])
    page = desk.post(url, {"file": SimpleUploadedFile("План.docx", word_plan())})
    Roadmap.objects.filter(pk=roadmap.pk).update(revision=5)
    answer = desk.post(url, {"draft": page.context["sealed"], "mode": "replace", "nonce": "n"})
    assert answer.status_code == 409
    assert len(titles(roadmap)) == 3


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("План.docx", b"", "FILE_EMPTY"), ("План.docx", b"not a document", ""), ("план.exe", b"MZ" * 50, "")],
)
def test_bad_file_is_refused_in_words(desk, roadmap, name, content, code):
    url = reverse("roadmaps:import_plan", args=[roadmap.pk])
    answer = desk.post(url, {"file": SimpleUploadedFile(name, content)})
    assert 400 <= answer.status_code < 500
    assert "data-error-code" in answer.content.decode()
    assert code in answer.content.decode()


def test_plan_sent_out_as_a_workbook_comes_back_the_same(roadmap, editor, tmp_path):
    first = measures_of(roadmap)[0]
    Measure.objects.filter(pk=first.pk).update(
        indicator_text="Доля двоек", baseline="50 %", target="30 %", responsible="Завуч\nШМО"
    )
    path = tmp_path / "План.xlsx"
    plan = plan_of(roadmap)
    path.write_bytes(workbook_bytes([plan_sheet(plan), head_sheet(plan)]))
    draft = recognise_plan(read_tables(path, name=path.name))
    before = content_of(roadmap)
    apply_plan(roadmap_id=roadmap.pk, content=content_from(draft), replace=True, with_head=True, revision=0, by=editor)
    after = content_of(roadmap)
    assert [title for _, title in after["sections"]] == [title for _, title in before["sections"]]
    assert [row[2:] for row in after["measures"]] == [row[2:] for row in before["measures"]]
    assert after["head"] == before["head"]


WORDS = st.text(st.characters(categories=["L"], include_characters=" -,()«»"), min_size=1, max_size=60)
SHORT = WORDS.map(lambda text: f"а{text}".strip()[:60])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.fixed_dictionaries(dict.fromkeys(TABLE_FIELDS, SHORT)), min_size=1, max_size=6))
def test_every_text_of_a_sent_out_plan_is_read_back(roadmap, rows):
    section = roadmap.sections.first()
    Measure.objects.filter(roadmap=roadmap).delete()
    for texts in rows:
        MeasureFactory(section=section, **texts)
    sheet = plan_sheet(plan_of(roadmap))
    cells = [[str(cell) for cell in row] for row in (sheet.columns, *sheet.rows)]
    draft = recognise_plan([PlainTable("лист «План»", cells, list(range(1, len(cells) + 1)))])
    kept = [row.texts for row in content_from(draft).rows()]
    squeezed = [{name: " ".join(text.split()) for name, text in texts.items()} for texts in rows]
    assert [{name: " ".join(texts[name].split()) for name in TABLE_FIELDS} for texts in kept] == squeezed
    assert from_json(to_json(content_from(draft))) == content_from(draft)
