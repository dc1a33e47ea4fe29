"""Plans entered through the services in the three shapes that cities and a region print, and papers read back."""

import io
from dataclasses import dataclass

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from pypdf import PdfReader

from roadmaps.documents.sheets import paper_html, paper_stylesheet
from roadmaps.models import Measure, Roadmap
from roadmaps.rules.plan_draft import PlanContent, RowDraft, SectionDraft
from roadmaps.services.pasting import apply_plan
from roadmaps.services.roadmaps import create_city_roadmap
from shnor_portal.accounts.models import User
from shnor_portal.common.docx import Paper, Row, SectionRow, Table, docx_bytes
from shnor_portal.common.pdf import render_pdf
from tests.roadmaps.importers.shapes import Shape

FOOTNOTE = "При наличии средств в бюджете города"


def entered(shape: Shape, by: User) -> Roadmap:
    """The shape as a city's roadmap, typed in by a person through the services alone."""
    city = by.current_assignments[0].municipality
    head = {
        "title": shape.title,
        "goals": "\n".join(shape.goals) or "Помочь школам",
        "tasks": "\n".join(shape.tasks) or "Найти причины",
    }
    roadmap = create_city_roadmap(municipality=city, academic_year=2026, head=head, by=by)
    sections = tuple(SectionDraft(title, tuple(_row(shape, index))) for index, (_, title) in enumerate(shape.sections))
    content = PlanContent(sections=sections)
    apply_plan(roadmap_id=roadmap.pk, content=content, replace=True, with_head=False, by=by, revision=roadmap.revision)
    roadmap.refresh_from_db()
    return roadmap


def _row(shape: Shape, index: int) -> list[RowDraft]:
    return [
        RowDraft(
            {
                "title": one.title,
                "period_wording": one.period,
                "responsible": one.responsible,
                "expected_result": one.expected_result,
            },
            one.number,
        )
        for one in shape.of_section(index)
    ]


def with_footnote(roadmap: Roadmap, number: int) -> None:
    """A footnote on the measure of that place in the whole plan."""
    rows = Measure.objects.filter(roadmap=roadmap).order_by("section__position", "position")
    Measure.objects.filter(pk=rows[number - 1].pk).update(footnote=FOOTNOTE)


def table_of(paper: Paper) -> Table:
    return next(block for block in paper.blocks if isinstance(block, Table))


def measure_rows(paper: Paper) -> list[list[str]]:
    return [list(row.cells) for row in table_of(paper).rows if isinstance(row, Row)]


def section_titles(paper: Paper) -> list[str]:
    return [row.text for row in table_of(paper).rows if isinstance(row, SectionRow)]


def pdf_pages(paper: Paper) -> list[str]:
    """Text of each page of the real PDF, white space evened out."""
    rendered = render_pdf(paper_html(paper), stylesheet=paper_stylesheet(paper))
    reader = PdfReader(io.BytesIO(rendered.data))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def tight(text: str) -> str:
    """Text without white space and hyphens, whatever lines it was broken into."""
    return "".join(text.split()).replace("-", "").replace("\u2010", "").replace("\xad", "")


@dataclass
class WordRow:
    """A row of a table of the .docx: texts of its cells as they stand, how many columns the first one spans."""

    texts: list[str]
    span: int
    is_head: bool


def word_rows(paper: Paper) -> list[WordRow]:
    """The first bordered table of the .docx, read by another eye than the writer's."""
    document = Document(io.BytesIO(docx_bytes(paper)))
    table: WordTable = next(one for one in document.tables if len(one.columns) > 2)
    return [_word_row(row) for row in table._tbl.tr_lst]


def _word_row(row: object) -> WordRow:
    cells = row.tc_lst  # type: ignore[attr-defined]
    texts = ["\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in cell.p_lst) for cell in cells]
    properties = row.trPr  # type: ignore[attr-defined]
    is_head = properties is not None and properties.find(qn("w:tblHeader")) is not None
    return WordRow(texts, cells[0].grid_span, is_head)
