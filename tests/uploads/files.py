"""Files to attach, built part by part, so that each fault is exactly where the test puts it."""

import io
import struct
import zlib
from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.imports.reader import books
from tests.imports.reader.books import OFFICE, PACKAGE, XML, packed, relationships

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ODF = "urn:oasis:names:tc:opendocument:xmlns"
OPEN_XML = "application/vnd.openxmlformats-officedocument"
MAIN = {
    "docx": ("word/document.xml", f"{OPEN_XML}.wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", f"{OPEN_XML}.spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/presentation.xml", f"{OPEN_XML}.presentationml.presentation.main+xml"),
}
Parts = Mapping[str, str | bytes]


def sent(content: bytes, name: str, declared: str | None = "application/octet-stream") -> SimpleUploadedFile:
    """The file as it comes out of a form."""
    upload = SimpleUploadedFile(name, content)
    upload.content_type = declared
    return upload


def word(body: str = "<w:p/>") -> str:
    return f'{XML}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'


def types(extension: str, more: str = "") -> str:
    part, kind = MAIN[extension]
    return (
        f'{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{part}" ContentType="{kind}"/>{more}</Types>'
    )


def office(extension: str, extra: Parts | None = None) -> bytes:
    """An Open XML document of one main part; `extra` adds or replaces parts."""
    part = MAIN[extension][0]
    return packed(
        {
            "[Content_Types].xml": types(extension),
            "_rels/.rels": relationships(("rId1", "officeDocument", part)),
            part: word() if extension == "docx" else f"{XML}<main/>",
            **(extra or {}),
        }
    )


def linked(kind: str, target: str, *, external: bool = True) -> str:
    """A part of one relationship."""
    mode = ' TargetMode="External"' if external else ""
    return (
        f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}"{mode}/></Relationships>'
    )


def book_of_figures(extra: Parts | None = None) -> bytes:
    """The workbook that Word keeps behind a chart."""
    return books.book(extra={"[Content_Types].xml": types("xlsx"), **(extra or {})})


def with_chart(inside: bytes) -> bytes:
    """A Word document with a chart and the file of its figures."""
    return office(
        "docx",
        {
            "word/charts/chart1.xml": f"{XML}<c/>",
            "word/charts/_rels/chart1.xml.rels": linked("package", "../embeddings/Book1.xlsx", external=False),
            "word/embeddings/Book1.xlsx": inside,
        },
    )


def open_document(body: str = "", *, kind: str = "text", extra: Parts | None = None) -> bytes:
    """An OpenDocument file; `body` stands inside its content part."""
    return packed(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": (
                f'{XML}<office:document-content xmlns:office="{ODF}:office:1.0" xmlns:draw="{ODF}:drawing:1.0"'
                f' xmlns:script="{ODF}:script:1.0" xmlns:text="{ODF}:text:1.0"'
                f' xmlns:presentation="{ODF}:presentation:1.0" xmlns:xlink="http://www.w3.org/1999/xlink">'
                f"{body}</office:document-content>"
            ),
            "Configurations2/accelerator/current.xml": b"",
            **(extra or {}),
        }
    )


PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>"


def pdf(
    *more: bytes, pages: bytes = b"<</Type/Pages/Kids[3 0 R]/Count 1>>", root: bytes = b"", page: bytes = PAGE
) -> bytes:
    """A PDF of catalogue, tree and one page; `more` objects follow from number 4, `root` adds to the catalogue."""
    objects = [b"<</Type/Catalog/Pages 2 0 R" + root + b">>", pages, page, *more]
    out = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        table,
        size,
        len(out),
    )


def picture(name: str = "JPEG", size: tuple[int, int] = (40, 20), mode: str = "RGB", **options: Any) -> bytes:
    """A picture whose left half is dark, so that its turning shows."""
    drawn = Image.new(mode, size, "white")
    drawn.paste("black", (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    drawn.save(out, name, **options)
    return out.getvalue()


def taken_outdoors() -> bytes:
    """A photo with the place, the author, the time of the shot and the camera turned on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "ФотоМаш"
    exif[0x9286] = "<script>alert(1)</script>"
    exif.get_ifd(0x8825)[2] = (51.0, 50.0, 12.0)
    return picture(exif=exif, comment=b"secret place")


def flooding_png(width: int, height: int) -> bytes:
    """A PNG whose header claims a size and whose data is a few bytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def saved(image: Image.Image, name: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, name, **options)
    return out.getvalue()


def noise(name: str, **options: Any) -> bytes:
    """A picture that can't be guessed from its beginning."""
    return saved(Image.effect_noise((200, 200), 90).convert("RGB"), name, **options)
