"""Every pair of colours that meets on a page is legible in all four schemes (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TOKENS = Path(settings.BASE_DIR) / "static" / "css" / "tokens.css"
SCHEMES = {
    "light": (":root",),
    "dark": (":root", ':root[data-theme="dark"]'),
    "light, high contrast": (":root", ':root[data-contrast="high"]'),
    "dark, high contrast": (
        ":root",
        ':root[data-theme="dark"]',
        ':root[data-contrast="high"]',
        ':root[data-theme="dark"][data-contrast="high"]',
    ),
}
GROUNDS = ("paper", "surface", "sunken", "hover")
TEXTS = [
    *((text, ground) for text in ("ink", "ink-soft", "accent", "accent-strong") for ground in GROUNDS),
    *((tone, f"{tone}-weak") for tone in ("good", "warn", "bad", "info", "neutral")),
    *(("ink", f"{tone}-weak") for tone in ("good", "warn", "bad", "info", "neutral")),
    *((tone, "surface") for tone in ("good", "warn", "bad", "info")),
    ("accent-strong", "accent-weak"),
    ("ink-soft", "bad-weak"),
    ("on-accent", "accent"),
    ("on-band", "band"),
    ("on-band-soft", "band"),
    ("on-band-soft", "band-soft"),
]
EDGES = [
    *(("edge", ground) for ground in GROUNDS),
    *(("focus", ground) for ground in GROUNDS),
    *((f"chart-{number}", "surface") for number in (1, 2, 3, 4)),
    ("accent", "sunken"),
    ("good", "paper"),
]


def rules() -> dict[str, dict[str, str]]:
    """Selector → token → colour."""
    found = re.findall(r"^(:root\S*) \{(.*?)^\}", TOKENS.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    return {selector: dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", body)) for selector, body in found}


def scheme(name: str) -> dict[str, str]:
    known = rules()
    return {token: colour for selector in SCHEMES[name] for token, colour in known[selector].items()}


def luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_black_on_white_is_twenty_one():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("name", SCHEMES)
def test_text_is_legible(name):
    colours = scheme(name)
    needed = 7.0 if "high" in name else 4.5
    faint = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in TEXTS}
    assert {pair: ratio for pair, ratio in faint.items() if ratio < needed} == {}


@pytest.mark.parametrize("name", SCHEMES)
def test_edges_focus_and_chart_colours_are_visible(name):
    colours = scheme(name)
    seen = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in EDGES}
    assert {pair: ratio for pair, ratio in seen.items() if ratio < 3.0} == {}


@pytest.mark.parametrize("name", ["dark", "light, high contrast", "dark, high contrast"])
def test_every_scheme_recolours_text_and_grounds(name):
    plain, other = scheme("light"), scheme(name)
    assert {token for token in ("ink-soft", "accent", "good", "bad", "edge") if plain[token] == other[token]} == set()


def test_components_take_colours_from_tokens_only():
    allowed = {"print.css"}
    strays = {
        path.name: found
        for path in TOKENS.parent.glob("components/*.css")
        if path.name not in allowed and (found := re.findall(r"#[0-9a-fA-F]{3,8}\b", path.read_text(encoding="utf-8")))
    }
    assert strays == {"entrance.css": ["#fff"]}, "only the quiet zone of the QR code is always white"
