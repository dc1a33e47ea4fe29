"""Pictures are drawn anew: what is kept holds the pixels and nothing that came beside them.

Only the child process imports this module. EXIF with the place of a photo, colour profiles, comments, further frames
and whatever is glued to the end of the file stay behind; the orientation that EXIF told is applied first.
"""

import io
from typing import Any, BinaryIO

from PIL import Image, ImageOps, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin

from shnor_portal.uploads.faults import fault
from shnor_portal.uploads.limits import UploadLimits
from shnor_portal.uploads.outcome import Looked

PLUGINS = (JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin)
"""Imported while files can still be opened; TIFF is the language of EXIF, not a format we take."""

_EXTENSIONS = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp"}
_SAVED_AS: dict[str, tuple[str, dict[str, Any]]] = {
    "jpg": ("JPEG", {"quality": 90}),
    "png": ("PNG", {"compress_level": 6}),
    "webp": ("WEBP", {"quality": 90, "method": 3}),
}
_KEPT_MODES = {"jpg": {"L", "RGB"}, "png": {"1", "L", "LA", "RGB", "RGBA"}, "webp": {"RGB", "RGBA"}}
_DAMAGED = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, ZeroDivisionError)
_DEEP = {"I;16", "I;16L", "I;16B", "I"}


def warm_up() -> None:
    """Draw a picture of each format, so that nothing is left to be loaded once no file can be opened."""
    for name, options in _SAVED_AS.values():
        out = io.BytesIO()
        Image.new("RGB", (1, 1)).save(out, name, exif=_orientation(), **options)
        ImageOps.exif_transpose(Image.open(out)).load()


def look(data: bytes, scratch: BinaryIO, limits: UploadLimits) -> Looked:
    """Draw the picture in `data` anew into `scratch`. Raises ReadFault IMAGE_DAMAGED or IMAGE_TOO_LARGE."""
    Image.MAX_IMAGE_PIXELS = None  # our own limit is asked, before a pixel is unpacked
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as picture:
            return _drawn(picture, scratch, limits)
    except _DAMAGED as error:
        raise fault("IMAGE_DAMAGED") from error


def _drawn(picture: Image.Image, scratch: BinaryIO, limits: UploadLimits) -> Looked:
    width, height = picture.size
    if width * height > limits.pixels:
        raise fault("IMAGE_TOO_LARGE", detail=f": {width} × {height} точек, допустимо {limits.pixels // 1_000_000} млн")
    extension = _EXTENSIONS[str(picture.format)]
    notes = _left_behind(picture)
    picture.load()
    upright = _plain(ImageOps.exif_transpose(picture), extension)
    upright.info.clear()
    name, options = _SAVED_AS[extension]
    upright.save(scratch, name, **(_as_fine(picture) if extension == "jpg" else {}) or options)
    return Looked(extension, True, None, *upright.size, notes=notes)


def _left_behind(picture: Image.Image) -> tuple[str, ...]:
    """What the person should know of: only what she could see or miss."""
    notes = []
    if picture.getexif():
        notes.append("Из снимка убраны сведения о времени, месте и аппарате.")
    if getattr(picture, "n_frames", 1) > 1 and picture.format != "MPO":
        notes.append("Сохранён только первый кадр.")
    return tuple(notes)


def _as_fine(picture: Image.Image) -> dict[str, Any]:
    """The fineness a photo came with, so that it neither loses by being drawn anew nor grows to twice its size."""
    tables = getattr(picture, "quantization", {})
    if not tables or any(value > 255 for table in tables.values() for value in table):
        return {}
    return {"qtables": tables, "subsampling": max(0, JpegImagePlugin.get_sampling(picture))}


def _plain(picture: Image.Image, extension: str) -> Image.Image:
    """In a mode that every viewer shows; a palette may hold transparency, sixteen bits are brought to eight."""
    if picture.mode in _DEEP:
        picture = picture.point(lambda value: value / 256).convert("L")
    if picture.mode in _KEPT_MODES[extension]:
        return picture
    transparent = extension != "jpg" and picture.has_transparency_data
    return picture.convert("RGBA" if transparent else "RGB")


def _orientation() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = 6
    return exif
