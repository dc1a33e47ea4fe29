"""Pinned versions: complete, hashed, the same in both lists, and saying nothing of where they came from."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from scripts.places import REQUIREMENTS, ROOT

PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[a-z0-9,-]+\])?==(\S+) \\$", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    return dict(PIN.findall((REQUIREMENTS / name).read_text()))


def direct(specifiers: list[str]) -> set[str]:
    return {re.split(r"[\[<>=!~ ]", text, maxsplit=1)[0].lower() for text in specifiers}


@pytest.fixture(scope="module")
def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def test_every_direct_dependency_is_pinned(project):
    assert direct(project["project"]["dependencies"]) <= pins("base.txt").keys()
    assert direct(project["dependency-groups"]["dev"]) <= pins("dev.txt").keys()


def test_development_list_holds_the_base_list_at_the_same_versions():
    base, dev = pins("base.txt"), pins("dev.txt")
    assert {name: dev.get(name) for name in base} == base


@pytest.mark.parametrize("name", ["base.txt", "dev.txt"])
def test_every_pin_has_a_hash_and_no_address(name):
    text = (REQUIREMENTS / name).read_text()
    requirements = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert len(requirements) == len(pins(name))
    for block in re.split(r"\n(?=[a-z0-9])", text):
        assert "--hash=sha256:" in block
    assert "://" not in text


def test_versions_with_known_holes_are_below_the_floor():
    floors = {"django": (5, 2, 19), "weasyprint": (70, 0), "gunicorn": (23, 0), "nh3": (0, 3)}
    for name, floor in floors.items():
        version = tuple(int(part) for part in re.findall(r"\d+", pins("base.txt")[name]))
        assert version >= floor, name


def test_every_app_stands_in_the_line_of_imports(project):
    contract = next(c for c in project["tool"]["importlinter"]["contracts"] if c["id"] == "line-of-apps")
    listed = {name.strip() for layer in contract["layers"] for name in layer.split(":")}
    apps = {".".join(path.parent.relative_to(ROOT).parts) for path in _app_files()}
    assert apps <= listed


def _app_files() -> list[Path]:
    return [*ROOT.glob("*/apps.py"), *ROOT.glob("shnor_portal/*/apps.py")]


def _imported(folder: Path) -> set[str]:
    """Top-level modules that a package's code imports, wherever in its files the import stands."""
    names: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.split(".")[0])
    return names


def test_running_code_imports_only_what_running_installs(project):
    """A library of the development list works on a developer's machine and fails in a fresh city."""
    roots = project["tool"]["importlinter"]["root_packages"]
    imported = set().union(*(_imported(ROOT / root) for root in roots))
    foreign = imported - set(roots) - set(sys.stdlib_module_names)
    makers = packages_distributions()
    declared = {name.replace("_", "-") for name in direct(project["project"]["dependencies"])}
    missing = {
        name for name in foreign if not {maker.lower().replace("_", "-") for maker in makers.get(name, [])} & declared
    }
    assert missing == set()
