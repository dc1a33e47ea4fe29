"""The three shapes written down: by python-docx the way people's documents look, by our own writer, in workbooks."""

import io
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from openpyxl import Workbook

from roadmaps.importers.drafts import PlanDraft
from roadmaps.importers.plans import recognise_plan
from shnor_portal.common.docx import (
    BulletList,
    Column,
    Heading,
    Paper,
    PaperStyle,
    Paragraph,
    Row,
    SectionRow,
    SignatureBlock,
    Table,
    docx_bytes,
)
from shnor_portal.imports.reader.guard import read_tables
from tests.roadmaps.importers.shapes import Shape


def recognised(folder: Path, content: bytes, name: str = "план.docx") -> PlanDraft:
    """The draft of a file, the whole way through the guarded child."""
    path = folder / "file"
    path.write_bytes(content)
    return recognise_plan(read_tables(path, name=name))


def saved(document: WordDocument) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def add_table(document: WordDocument, rows: list[list[str]]) -> None:
    """A table; a row of one text is merged over all columns."""
    width = max(map(len, rows))
    table = document.add_table(rows=0, cols=width, style="Table Grid")
    for row in rows:
        cells = table.add_row().cells
        if len(row) == 1:
            cells[0].merge(cells[-1]).text = row[0]
        else:
            for cell, text in zip(cells, row, strict=True):
                cell.text = text


def section_text(shape: Shape, index: int) -> str:
    number, title = shape.sections[index]
    return f"{number}. {title}" if number else title


def project_docx(shape: Shape) -> bytes:
    """Stages alone in the first column, one cut in two and shifted, a row cut by a page, a passport before it."""
    document = Document()
    document.add_paragraph("Приложение № 1")
    add_table(
        document,
        [["Наименование", "Проект"], ["Цель", ";\n".join(shape.goals)], ["Задачи Проекта", "\n".join(shape.tasks)]],
    )
    document.add_paragraph(shape.title)
    rows: list[list[str]] = [list(shape.heads)]
    for index, (_, title) in enumerate(shape.sections):
        first, comma, second = title.partition(", изучение")
        rows.append([first + comma[:1], "", "", "", ""])
        if comma:
            rows.append(["", (comma + second).lstrip(", "), "", "", ""])
        for measure in shape.of_section(index):
            cells = shape.cells(measure)
            rows.append([f"{cells[0]}.", *cells[1:]])
    add_table(document, rows)
    return saved(document)


def roadmap_docx(shape: Shape) -> bytes:
    """A table for each page with its heads again, page numbers between, goals before and abbreviations after."""
    document = Document()
    document.add_paragraph("Об утверждении плана мероприятий («дорожной карты») по поддержке школ")
    document.add_paragraph("1. Утвердить план мероприятий («дорожную карту»).")
    name, _, rest = shape.title.partition(" по поддержке")
    document.add_paragraph(f"{name}\nпо поддержке{rest}")
    for head, items in (("Цели:", shape.goals), ("Задачи:", shape.tasks)):
        document.add_paragraph(head)
        for item in items:
            document.add_paragraph(f"- {item};")
    rows: list[list[str]] = []
    for index in range(len(shape.sections)):
        rows.append([section_text(shape, index)])
        rows += [shape.cells(measure) for measure in shape.of_section(index)]
    for page, start in enumerate(range(0, len(rows), 5)):
        if page:
            document.add_paragraph(str(page + 3))
        add_table(document, [list(shape.heads), *rows[start : start + 5]])
    document.add_paragraph("Перечень принятых сокращений:")
    for short, full in shape.abbreviations:
        document.add_paragraph(f"{short} – {full};")
    document.add_paragraph("Начальник отдела")
    return saved(document)


def region_docx(shape: Shape) -> bytes:
    """Blocks as rows over all columns, the table cut once without its heads."""
    document = Document()
    document.add_paragraph("Приложение № 3\nк приказу")
    document.add_paragraph(shape.title)
    rows: list[list[str]] = [list(shape.heads)]
    for index in range(len(shape.sections)):
        rows.append([section_text(shape, index)])
        rows += [shape.cells(measure) for measure in shape.of_section(index)]
    add_table(document, rows[:9])
    document.add_paragraph("2")
    add_table(document, rows[9:])
    document.add_paragraph("Участники")
    return saved(document)


def own_docx(shape: Shape) -> bytes:
    """The plan as the portal itself prints it."""
    widths = {"number": 14.0, "title": 70.0}
    columns = [Column(head, widths.get(name, 50.0)) for head, name in zip(shape.heads, shape.columns, strict=True)]
    rows: list[Row | SectionRow] = []
    for index in range(len(shape.sections)):
        rows.append(SectionRow(section_text(shape, index)))
        rows += [Row(shape.cells(measure)) for measure in shape.of_section(index)]
    blocks: list[object] = [Heading(shape.title)]
    for head, items in (("Цели:", shape.goals), ("Задачи:", shape.tasks)):
        if items:
            blocks += [Paragraph(head, bold=True, keep_with_next=True), BulletList([f"{item};" for item in items])]
    blocks.append(Table(columns, rows))
    if shape.abbreviations:
        blocks.append(Heading("Перечень принятых сокращений:", 2))
        blocks += [Paragraph(f"{short} – {full};") for short, full in shape.abbreviations]
    blocks.append(SignatureBlock("Начальник управления", "А. А. Пример"))
    return docx_bytes(Paper(shape.title, blocks, PaperStyle(landscape=True)))  # type: ignore[arg-type]


def workbook(shape: Shape) -> bytes:
    """The plan on a sheet: its name and goals above the heads, sections merged across."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("План")
    sheet.append([shape.title])
    for head, items in (("Цели:", shape.goals), ("Задачи:", shape.tasks)):
        if items:
            sheet.append([head])
            for item in items:
                sheet.append([f"– {item}"])
    sheet.append([])
    sheet.append(list(shape.heads))
    for index in range(len(shape.sections)):
        sheet.append([section_text(shape, index)])
        sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=len(shape.columns))
        for measure in shape.of_section(index):
            cells = shape.cells(measure)
            sheet.append([int(cells[0]) if cells[0].isdigit() else cells[0], *cells[1:]])
    if shape.abbreviations:
        page = book.create_sheet("Сокращения")
        page.append(["Перечень сокращений"])
        for pair in shape.abbreviations:
            page.append(list(pair))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
