"""What the library has no words for, said in Word's own: fields, flags of a table, fonts of a style."""

import re
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

_UNWRITABLE = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Text that XML can hold: line ends as «\\n», control characters and halves of surrogate pairs left out."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def flag(properties: Any, name: str) -> None:
    """Switch a property on: `w:tblHeader` and `w:cantSplit` of a row."""
    properties.append(OxmlElement(name))


def page_number(paragraph: Any) -> None:
    """The number of the page as a field that the program computes."""
    for kind, instruction in (("begin", ""), ("", "PAGE"), ("separate", ""), ("shown", "2"), ("end", "")):
        run = paragraph.add_run(instruction if kind == "shown" else "")._r
        if instruction == "PAGE":
            text = OxmlElement("w:instrText")
            text.set(qn("xml:space"), "preserve")
            text.text = " PAGE "
            run.append(text)
        elif kind != "shown":
            character = OxmlElement("w:fldChar")
            character.set(qn("w:fldCharType"), kind)
            run.append(character)


def set_font(defaults: Any, font: str, size: float) -> None:
    """Font and size of everything (`w:docDefaults`), for every script, so that no program picks its own."""
    fonts = defaults.find(".//" + qn("w:rFonts"))
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), font)
    for name in ("w:sz", "w:szCs"):
        defaults.find(".//" + qn(name)).set(qn("w:val"), str(round(size * 2)))


def font_table(blob: bytes, font: str, fallback: str) -> bytes:
    """The part that names what to take where the font is not installed. Names are ours, quoted all the same."""
    return blob.replace(b"Times New Roman", _quoted(font)).replace(b"Liberation Serif", _quoted(fallback))


def set_size(style: Any, size: float) -> None:
    style.font.size = Pt(size)


def _quoted(name: str) -> bytes:
    return re.sub(r"[<>&\"]", "", name).encode()
