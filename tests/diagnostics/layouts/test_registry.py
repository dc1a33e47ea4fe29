"""The list of layouts: each loads without Django, and each file goes to the layout that knows it."""

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from diagnostics.importers.registry import LAYOUT_MODULES

from .books import book, pupil, sheet, v1_sheet
from .test_exams import E1_HEADER, E2_HEADER, O2_HEADER, TITLE, base, person
from .test_exams import pupil as oge_pupil
from .test_vpr_shares import V2_HEADER, V10_HEADER, flat
from .test_vpr_v8 import form

ROOT = Path(__file__).resolve().parents[3]
V2_ROWS = [["ВПР 2021 Математика 6 класс"], V2_HEADER, ["СОШ 1 (edu250001)", None, 10.0, 10.0, 40.0, 30.0, 20.0]]
FILES = {
    "vpr_v1": book(v1_sheet([pupil()])),
    "vpr_v2": book(sheet(V2_ROWS)),
    "vpr_v10": book(sheet([V10_HEADER, flat()])),
    "vpr_v8": form([40001.0]),
    "ege_e1": book(sheet([[TITLE], E1_HEADER, person(1)])),
    "ege_e2": book(sheet([["22 - Математика базовая 2022.06.03"], E2_HEADER, base(oge_pupil(1), 9.0, 3.0)])),
    "oge_o2": book(sheet([["01 - Русский язык 2019.05.28"], O2_HEADER, oge_pupil(1)])),
    "generic": book(sheet([["Школа", "ОГРН", "Ученики"], ["СОШ 1", "1027700566761", 500.0]])),
}


@pytest.mark.parametrize("code", FILES)
def test_each_file_goes_to_its_layout_with_reasons(code):
    layouts = [importlib.import_module(module).LAYOUT for module in LAYOUT_MODULES]
    claims = [claim for layout in layouts if (claim := layout.recognise(FILES[code])) is not None]
    best = max(claims, key=lambda claim: claim.confidence)
    assert best.layout == code
    assert best.reasons
    assert 0 < best.confidence <= 100


def test_layouts_load_where_django_is_not():
    modules = [*LAYOUT_MODULES, "schools.importers.layouts.register"]
    order = "from shnor_portal.imports.reader import standin; standin.install(); import importlib, sys; "
    order += f"[importlib.import_module(m) for m in {modules!r}]; sys.exit('numpy' in sys.modules)"
    subprocess.run([sys.executable, "-c", order], cwd=ROOT, check=True, timeout=60)
