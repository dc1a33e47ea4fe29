"""Pictures (catalogue U4-U6): drawn anew, so that nothing but the picture is kept."""

import pytest
from PIL.PngImagePlugin import PngInfo

from shnor_portal.uploads.limits import UploadLimits
from tests.imports.reader.books import packed
from tests.uploads import files

SCRIPT = b"<html><script>alert(1)</script></html>"


def test_photo_says_nothing_of_place_author_and_camera(attach):
    accepted = attach(files.taken_outdoors(), "фото.jpg")
    kept = accepted.content.read()

    assert files.opened(kept).getexif() == {}
    assert not [word for word in ("ФотоМаш".encode(), b"<script>", b"secret", b"Exif", b"GPS") if word in kept]
    assert "убраны" in " ".join(accepted.notes)


def test_photo_taken_on_its_side_stands_upright(attach):
    """Turned a quarter by EXIF: what was its left edge is on top."""
    accepted = attach(files.taken_outdoors(), "фото.jpg")
    upright = files.opened(accepted.content.read()).convert("L")

    assert (accepted.width, accepted.height) == (20, 40)
    assert upright.getpixel((10, 5)) < 50
    assert upright.getpixel((10, 35)) > 200


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("tail", [SCRIPT, packed({"evil.js": "alert(1)"}), b"GIF89a=1;alert(1)"])
def test_what_is_glued_to_a_picture_is_gone(attach, name, tail):
    kept = attach(files.picture(name) + tail, "фото.png").content.read()

    assert tail[:20] not in kept
    assert files.opened(kept).size == (40, 20)


def test_words_inside_a_png_are_gone(attach):
    words = PngInfo()
    words.add_text("Comment", "<script>alert(1)</script>")
    words.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>кабинет 7</x:xmpmeta>")
    kept = attach(files.picture("PNG", pnginfo=words), "схема.png").content.read()

    assert b"script" not in kept
    assert b"xmpmeta" not in kept


@pytest.mark.parametrize(
    ("name", "mode"), [("PNG", "1"), ("PNG", "L"), ("PNG", "P"), ("PNG", "RGBA"), ("JPEG", "CMYK"), ("JPEG", "L")]
)
def test_every_sort_of_picture_keeps_its_look(attach, name, mode):
    content = files.saved(files.opened(files.picture("PNG")).convert(mode), name)
    kept = files.opened(attach(content, f"рисунок.{name.lower()}").content.read()).convert("L")

    assert kept.getpixel((5, 10)) < 60
    assert kept.getpixel((35, 10)) > 200


def test_picture_of_sixteen_bits_keeps_its_look(attach):
    deep = files.opened(files.picture("PNG")).convert("L").convert("I;16").point(lambda value: value * 257)
    kept = files.opened(attach(files.saved(deep, "PNG"), "снимок.png").content.read())

    assert (kept.mode, kept.getpixel((5, 10)), kept.getpixel((35, 10))) == ("L", 0, 255)


def test_transparency_stays(attach):
    content = files.picture("PNG", mode="RGBA")
    see_through = files.opened(content)
    see_through.putalpha(0)
    kept = files.opened(attach(files.saved(see_through, "PNG"), "знак.png").content.read())

    assert kept.getpixel((5, 5))[3] == 0


def test_moving_picture_keeps_its_first_frame_and_says_so(attach):
    frame = files.opened(files.picture("WEBP"))
    moving = files.saved(frame, "WEBP", save_all=True, append_images=[frame.rotate(180)])
    accepted = attach(moving, "ролик.webp")

    assert getattr(files.opened(accepted.content.read()), "n_frames", 1) == 1
    assert "первый кадр" in " ".join(accepted.notes)


def test_picture_under_the_name_of_another_format_is_kept_under_its_own(attach):
    accepted = attach(files.picture("PNG"), "фото.jpg")

    assert (accepted.name, accepted.content_type) == ("фото.png", "image/png")
    assert "расширение исправлено" in " ".join(accepted.notes)


@pytest.mark.parametrize(
    "content",
    [
        files.flooding_png(50_000, 50_000),
        files.picture("PNG", (500, 500)),
        files.picture("JPEG", (500, 500)),
        files.picture("WEBP", (500, 500)),
    ],
)
def test_flood_of_pixels_is_refused_before_it_is_unpacked(refusal, content):
    answer = refusal(content, "фото.png", limits=UploadLimits(pixels=100_000))

    assert answer.code == "IMAGE_TOO_LARGE"
    assert "×" in answer.message


def test_picture_that_memory_does_not_hold_is_too_large(refusal):
    content = files.flooding_png(40_000, 40_000)

    assert refusal(content, "фото.png", limits=UploadLimits(pixels=10**10)).code in ("IMAGE_TOO_LARGE", "IMAGE_DAMAGED")


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("share", [0.02, 0.5, 0.97])
def test_cut_picture_is_damaged(refusal, name, share):
    content = files.noise(name)
    cut = content[: max(16, int(len(content) * share))]

    assert refusal(cut, "фото.jpg").code == "IMAGE_DAMAGED"


@pytest.mark.parametrize("quality", [30, 75, 95])
def test_photo_neither_swells_nor_fades(attach, quality):
    content = files.noise("JPEG", quality=quality)
    accepted = attach(content, "фото.jpg")

    assert accepted.size <= len(content) * 1.1
    assert files.opened(accepted.content.read()).quantization == files.opened(content).quantization


def test_gif_is_refused_with_advice(refusal):
    assert ".png" in refusal(files.picture("GIF"), "ролик.gif").hint
    assert refusal(b"GIF89a=1;alert(1)//", "ролик.png").code == "TYPE_MISMATCH"


def test_same_photo_twice_has_one_fingerprint(attach):
    content = files.taken_outdoors()

    assert attach(content, "а.jpg").sha256 == attach(content, "б.jpg").sha256
