"""Documents in Word built part by part, so that each oddity is exactly where the test puts it."""

from collections.abc import Mapping

from tests.imports.reader.books import OFFICE, PACKAGE, XML, Parts, packed, relationships

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
DOCUMENT = "word/document.xml"
LINKS = "word/_rels/document.xml.rels"


def types(main: str = MAIN_TYPE) -> str:
    return (
        f'{XML}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    )


def body(content: str, namespace: str = W) -> str:
    """The main part around blocks."""
    return f'{XML}<w:document xmlns:w="{namespace}" xmlns:r="{OFFICE}"><w:body>{content}</w:body></w:document>'


def part(root: str, content: str) -> str:
    """Any other part: «footnotes», «numbering», «styles»."""
    return f'{XML}<w:{root} xmlns:w="{W}">{content}</w:{root}>'


def text(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def p(*content: str, properties: str = "") -> str:
    """A paragraph of runs; a bare text becomes a run."""
    runs = "".join(item if item.startswith("<") else text(item) for item in content)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{runs}</w:p>"


def tc(*content: str, properties: str = "") -> str:
    """A cell of paragraphs; a bare text becomes a paragraph."""
    blocks = "".join(item if item.startswith("<") else p(item) for item in content) or p()
    return f"<w:tc>{f'<w:tcPr>{properties}</w:tcPr>' if properties else ''}{blocks}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row of cells; a text that is no cell becomes one."""
    inner = "".join(cell if cell.startswith("<w:tc>") else tc(cell) for cell in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{inner}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def docx(content: str | None = None, extra: Parts | None = None, links: Mapping[str, str] | None = None) -> bytes:
    """A document as bytes; `links` are kinds of relationships and their targets, `extra` adds or replaces parts."""
    linked = tuple((f"rId{at}", kind, target) for at, (kind, target) in enumerate((links or {}).items(), start=1))
    document: dict[str, str | bytes | None] = {
        "[Content_Types].xml": types(),
        "_rels/.rels": relationships(("rId1", "officeDocument", DOCUMENT)),
        DOCUMENT: body(tbl(tr("№", "Мероприятие"), tr("1", "Собрать")) if content is None else content),
        LINKS: relationships(*linked),
        **(extra or {}),
    }
    return packed({name: content for name, content in document.items() if content is not None})
