"""XML parts of a workbook before any parser of ours or theirs believes them.

Only UTF-8 is taken, with or without a byte order mark: Excel writes nothing else, and the fast parser reads a UTF-16
part as an empty sheet without a word. A document type declaration, internal or external, is refused in every part, so
no entity is ever defined, expanded or fetched.
"""

import re
from pyexpat import ExpatError, ParserCreate, errors

from shnor_portal.imports.reader.faults import ReadFault, damaged, fault
from shnor_portal.imports.reader.limits import Limits

_BOM = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")
_DECLARATION = re.compile(rb"<\?xml\s[^>]{0,200}?\?>")
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([^\"']*)[\"']")
_MISC = re.compile(rb"\s+|<!--.*?-->|<\?.*?\?>", re.DOTALL)
_ROOT = re.compile(rb"<([A-Za-z_][\w.\-]*:)?[A-Za-z_][\w.\-]*")

_BAD_CHARACTER = errors.codes[errors.XML_ERROR_BAD_CHAR_REF]
CONTROL_BYTES = bytes(code for code in range(32) if code not in (9, 10, 13))

Element = tuple[str, dict[str, str]]


def screened(part: str, content: bytes, limits: Limits) -> bytes:
    """The part without its byte order mark; raises XML_DTD, XLSX_DAMAGED or TEXT_CONTROL.

    Small parts are checked to the last tag. A large one only has to end with the tag that closes its root: the
    workbook parser goes through the rest anyway and refuses what is broken where it looks.
    """
    if content.startswith(_UTF_16):
        raise damaged(f"часть «{part}» записана не в UTF-8")
    content = content.removeprefix(_BOM)
    _check_prolog(part, content)
    if len(content.translate(None, CONTROL_BYTES)) != len(content):
        raise fault("TEXT_CONTROL", detail=f" (часть «{part}»)")
    if len(content) <= limits.whole_check_bytes:
        _check_well_formed(part, content)
    else:
        _check_end(part, content)
    return content


def elements(content: bytes) -> list[Element]:
    """Start tags of a small screened part in order: name without prefix, attributes as written."""
    found: list[Element] = []
    parser = ParserCreate()
    parser.StartElementHandler = lambda name, attributes: found.append((name.rpartition(":")[2], attributes))
    parser.Parse(content, True)
    return found


def broken_xml(error: ExpatError, detail: str, *, sheet: str = "", row: int | None = None) -> ReadFault:
    """What expat's complaint means for a person: a character that can't be in any text, or a broken part."""
    if error.code == _BAD_CHARACTER:
        return fault("TEXT_CONTROL", sheet=sheet, row=row)
    return damaged(detail, sheet=sheet, row=row)


def _check_prolog(part: str, content: bytes) -> None:
    """What stands before the root element: a declaration in UTF-8, comments, instructions; nothing else."""
    at = 0
    declaration = _DECLARATION.match(content)
    if declaration:
        at = declaration.end()
        encoding = _ENCODING.search(declaration[0])
        if encoding and encoding[1].lower() not in (b"utf-8", b"utf8", b"us-ascii"):
            raise damaged(f"часть «{part}» объявлена не в UTF-8")
    while between := _MISC.match(content, at):
        at = between.end()
    if content[at : at + 9].upper() == b"<!DOCTYPE":
        raise fault("XML_DTD", part=part)
    if not _ROOT.match(content, at):
        raise damaged(f"часть «{part}» не похожа на XML")


def _check_well_formed(part: str, content: bytes) -> None:
    try:
        ParserCreate("utf-8").Parse(content, True)
    except ExpatError as error:
        raise broken_xml(error, f"часть «{part}» оборвана или испорчена в строке {error.lineno}") from error


def _check_end(part: str, content: bytes) -> None:
    root = _ROOT.search(content, _prolog_end(content))
    tail = content[-4096:].rstrip()
    if root is None or not tail.endswith(b"</" + root[0][1:] + b">"):
        raise damaged(f"часть «{part}» оборвана")


def _prolog_end(content: bytes) -> int:
    declaration = _DECLARATION.match(content)
    at = declaration.end() if declaration else 0
    while between := _MISC.match(content, at):
        at = between.end()
    return at
