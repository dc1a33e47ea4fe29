"""Every act that the code writes has words, and no words are left over."""

import re
from pathlib import Path

import pytest

from roadmaps.lifecycle import LIFECYCLES
from schools.enums import HistoryKind
from shnor_portal.cabinet.acts import ACT_NAMES, SECTIONS

ROOT = Path(__file__).parents[2]
WRITTEN = re.compile(r'(?:action=|record_everywhere\(|tell\(|_save\(\w+, |by, |is_new else )"([a-z_]+\.[a-z_.]+)"')
CHOSEN = re.compile(r'"([a-z_]+\.[a-z_]+)" if is_new')

COMPOSED = re.compile(r'action=f"([a-z]+)\.\{act\}"')
"""Families of acts whose second half is an argument: its text stands in quotes elsewhere in the same app."""

TOLD = re.compile(r'(?:tell\(\s*[\w.]+,|_record\(application,)\s*"([a-z_]+)"')
"""Acts on a case are told without «case.»; the acts of its table under their own names."""


def acts_in_code() -> set[str]:
    found = {f"school.{kind}" for kind in HistoryKind} | {f"case.{act}" for act in LIFECYCLES["case"].transitions}
    for app in ("shnor_portal", "schools", "diagnostics", "roadmaps", "reports"):
        for path in (ROOT / app).rglob("*.py"):
            text = path.read_text("utf-8")
            found |= set(WRITTEN.findall(text)) | set(CHOSEN.findall(text))
            found |= {f"case.{act}" for act in TOLD.findall(text)}
    return found


def quoted_in_road() -> set[str]:
    """Every short text in quotes in the road's code."""
    texts = (path.read_text("utf-8") for path in (ROOT / "roadmaps").rglob("*.py"))
    return {word for text in texts for word in re.findall(r'"([a-z_]+(?:\.[a-z_]+)?)"', text)}


def may_be_composed(act: str) -> bool:
    """Whether the act's family is written with an argument, and the argument is written somewhere."""
    families = {
        name for path in (ROOT / "roadmaps").rglob("*.py") for name in COMPOSED.findall(path.read_text("utf-8"))
    }
    family, _, verb = act.partition(".")
    words = quoted_in_road()
    return act in words or (family in families and (verb in words or verb.removeprefix("roadmap_") in words))


@pytest.mark.parametrize("name", ["roadmap", "measure", "evidence"])
def test_every_act_of_a_table_has_words(name):
    """Acts that a table names are written under its name, but for those that stand in a name of their own."""
    acts = {f"{name}.{act}" for act in LIFECYCLES[name].transitions}
    assert acts - ACT_NAMES.keys() == set()


def test_every_act_has_words():
    assert acts_in_code() - ACT_NAMES.keys() == set()


def test_no_words_without_an_act():
    assert {act for act in ACT_NAMES.keys() - acts_in_code() if not may_be_composed(act)} == set()


def test_every_act_belongs_to_a_section_of_the_filter():
    assert [act for act in ACT_NAMES if not act.startswith(tuple(prefix for prefix, _ in SECTIONS))] == []
