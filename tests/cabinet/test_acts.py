"""Every act that the code writes has words, and no words are left over."""

import re
from pathlib import Path

from roadmaps.lifecycle import LIFECYCLES
from schools.enums import HistoryKind
from shnor_portal.cabinet.acts import ACT_NAMES, SECTIONS

ROOT = Path(__file__).parents[2]
WRITTEN = re.compile(r'(?:action=|record_everywhere\(|tell\(|_save\(\w+, |by, |is_new else )"([a-z_]+\.[a-z_.]+)"')
CHOSEN = re.compile(r'"([a-z_]+\.[a-z_]+)" if is_new')

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


def test_every_act_has_words():
    assert acts_in_code() - ACT_NAMES.keys() == set()


def test_no_words_without_an_act():
    assert ACT_NAMES.keys() - acts_in_code() == set()


def test_every_act_belongs_to_a_section_of_the_filter():
    assert [act for act in ACT_NAMES if not act.startswith(tuple(prefix for prefix, _ in SECTIONS))] == []
