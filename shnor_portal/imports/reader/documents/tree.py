"""Elements of WordprocessingML by their local names: the older and the strict namespace read alike."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, fromstring

from shnor_portal.imports.reader.faults import damaged

_LARGEST = 1_000_000


def parsed(content: bytes | None, part: str) -> Element | None:
    """The tree of a part that was screened before (UTF-8, no document type). Raises XLSX_DAMAGED."""
    if content is None:
        return None
    try:
        return fromstring(content)  # noqa: S314 the part declares no entities: a document type was refused
    except ParseError as error:
        raise damaged(f"часть «{part}» оборвана или испорчена") from error


def tag(name: str) -> str:
    """`{http://…}tbl` → `tbl`; attributes of documents by other programs may have no namespace at all."""
    return name.rpartition("}")[2]


def children(element: Element | None, name: str) -> Iterator[Element]:
    """Direct children of the name; none of nothing."""
    return (inner for inner in (element if element is not None else ()) if tag(inner.tag) == name)


def child(element: Element | None, name: str) -> Element | None:
    return next(children(element, name), None)


def value(element: Element | None) -> str:
    """The attribute `w:val`, «» when there is no element or no attribute."""
    if element is None:
        return ""
    return next((text for key, text in element.attrib.items() if tag(key) == "val"), "")


def number_of(text: str, otherwise: int) -> int:
    """A whole number that a document claims, between 0 and a million; what can't be read is `otherwise`."""
    return min(int(text), _LARGEST) if text.isascii() and text.isdigit() and len(text) < 9 else otherwise
