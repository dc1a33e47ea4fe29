"""The process that looks at one attached file and ends: `python -m shnor_portal.uploads.child`.

The order names, beside what every guarded child is told, the `family`. The answer «looked» holds what was found; a
picture drawn anew lies in the scratch file. The others are those of `common.guarded.child`.
"""

import codecs
from typing import Any, BinaryIO

from shnor_portal.common.guarded.child import serve
from shnor_portal.common.guarded.confine import close_doors
from shnor_portal.uploads.limits import UploadLimits

_CODECS = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp437", "cp1251", "ascii", "charmap")


def _answer(order: dict[str, Any], limits: UploadLimits, source: BinaryIO, scratch: BinaryIO) -> bytes:
    look = {"image": _image, "pdf": _pdf, "archive": _archive}[order["family"]]()
    for codec in _CODECS:
        codecs.lookup(codec)
    close_doors()
    return look(source.read(), scratch, limits).as_answer()


def _image() -> Any:
    """Parsers are loaded one family at a time, before the doors close."""
    from shnor_portal.uploads import images  # noqa: PLC0415 the other parsers would cost the child its start

    images.warm_up()
    return images.look


def _pdf() -> Any:
    from shnor_portal.uploads import pdf  # noqa: PLC0415 as above

    pdf.warm_up()
    return lambda data, _scratch, limits: pdf.look(data, limits)


def _archive() -> Any:
    from shnor_portal.uploads import archive  # noqa: PLC0415 as above

    return lambda data, _scratch, limits: archive.look(data, limits)


if __name__ == "__main__":
    serve(UploadLimits, _answer)
