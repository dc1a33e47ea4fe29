"""The walls of the building: who imports whom, whose rows are whose, and the one door to them."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import ForeignKey, UniqueConstraint

from shnor_portal.accounts.integrity import owned_models
from shnor_portal.accounts.models import OwnedModel

ROOT = Path(settings.BASE_DIR)
LINE = [
    "accounts",
    "audit",
    ("jobs", "imports", "notifications", "webhooks"),
    "schools",
    "diagnostics",
    "roadmaps",
    "reports",
]
FLOOR = {label: n for n, group in enumerate(LINE) for label in ([group] if isinstance(group, str) else group)}
UNOWNED = {
    "accounts.ApiToken": "a person's own, whatever cities she works in",
    "accounts.CacheEntry": "the cache of the installation",
    "accounts.DoneRequest": "a person's own",
    "accounts.Municipality": "the owner itself",
    "accounts.RoleAssignment": "has its municipality, and its own rule of sight",
    "accounts.UseCount": "a person's own",
    "accounts.User": "a person may work in several cities",
    "audit.AuditChain": "has its municipality as a number: outlives what it speaks of",
    "audit.AuditEntry": "has its municipality as a number: outlives what it speaks of",
    "diagnostics.Assessment": "a procedure of the country, the same for all",
    "notifications.Notification": "has its municipality; seen by its reader alone",
    "notifications.NotificationPreference": "a person's own",
}
CHILDREN_OF_SEEN_ROWS = {
    "shnor_portal/jobs/api/answers.py Job": "the job that this very request has queued",
    "schools/api/views.py SchoolCode": "codes of schools the answer already holds",
    "diagnostics/api/views/lists.py RuleSetVersion": "versions of rules the answer already holds",
    "diagnostics/api/views/figures.py ImportBatch": "public keys of imports that values the answer holds came from",
    "reports/api/views.py OrderAppendix": "appendices of an order already seen",
    "roadmaps/api/measure_rows.py Evidence": "evidence of measures the answer already holds",
    "roadmaps/api/measure_rows.py Measure": "measures of a roadmap already seen",
    "roadmaps/api/measure_rows.py MeasureAim": "aims of measures the answer already holds",
    "roadmaps/api/views/cases.py CaseDeficit": "deficits of cases the answer already holds",
    "roadmaps/api/views/cases.py CaseRisk": "risk factors of cases the answer already holds",
    "roadmaps/api/views/reviews.py ReviewCorrection": "corrections of reviews the answer already holds",
    "roadmaps/api/views/roadmaps.py RoadmapSection": "sections of a roadmap already seen",
    "roadmaps/views/approval.py RoadmapSubmission": "the last handing-in of a roadmap already seen",
    "roadmaps/views/library.py RoadmapSection": "sections of a roadmap already seen",
    "roadmaps/views/programmes.py AntiRiskProgramme": "the programme of a risk factor already seen",
    "roadmaps/views/review.py RoadmapSubmission": "handings-in of a roadmap already seen",
    "roadmaps/views/roadmap_doors.py RoadmapSubmission": "handings-in of a roadmap already seen",
}
DOORS = {"all", "get", "filter", "exclude", "first", "last", "values", "values_list", "in_bulk", "order_by", "update"}


def own_models():
    return [model for model in apps.get_models() if model._meta.app_label in FLOOR]


def test_import_contracts_hold():
    program = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([str(program), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]


def test_references_between_tables_point_down():
    up = [
        f"{model._meta.label}.{field.name}"
        for model in own_models()
        for field in model._meta.concrete_fields
        if field.is_relation and FLOOR.get(field.related_model._meta.app_label, -1) > FLOOR[model._meta.app_label]
    ]
    assert up == []


def test_every_table_is_owned_by_a_municipality_or_says_why_not():
    unowned = {model._meta.label for model in own_models() if not issubclass(model, OwnedModel)}
    assert unowned == set(UNOWNED)


@pytest.mark.parametrize("model", owned_models(), ids=lambda model: model._meta.label)
def test_owned_row_has_its_municipality_and_one_door(model):
    field = model._meta.get_field("municipality")
    assert isinstance(field, ForeignKey)
    assert not field.null
    assert model.objects.all().view_permission


def reaches_municipality(model, names: list[str]) -> bool:
    """A unique key holds the municipality itself, or a row that belongs to one and is unique by its own key."""
    fields = [model._meta.get_field(name) for name in names]
    return any(
        field.name == "municipality" or (isinstance(field, ForeignKey) and issubclass(field.related_model, OwnedModel))
        for field in fields
    )


def test_unique_keys_stay_inside_a_municipality():
    drawn = [
        f"{model._meta.label}: {constraint.name}"
        for model in owned_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, UniqueConstraint) and not reaches_municipality(model, list(constraint.fields))
    ]
    assert drawn == []


def border_files() -> list[Path]:
    """Modules that speak with people and programs, and must come to rows through `visible_to`."""
    roots = [ROOT / name for name in ("shnor_portal", "schools", "diagnostics", "roadmaps", "reports")]
    files = [path for root in roots for path in root.rglob("*.py")]
    return [
        path
        for path in files
        if set(path.relative_to(ROOT).parts) & {"views", "api"} or path.name in ("tasks.py", "views.py")
    ]


def doors_used(path: Path) -> list[str]:
    """Models whose rows the file takes by `Model.objects.filter` and its like, as «file Model»."""
    owned = {model.__name__ for model in owned_models()}
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Attribute(value=ast.Attribute(attr="objects", value=ast.Name(id=name)), attr=door) if (
                name in owned and door in DOORS
            ):
                found.append(f"{path.relative_to(ROOT)} {name}")
    return found


def test_border_comes_to_rows_through_one_door_only():
    files = border_files()
    assert len(files) > 15
    assert {use for path in files for use in doors_used(path)} == set(CHILDREN_OF_SEEN_ROWS)


def test_the_look_for_doors_sees_one(tmp_path, monkeypatch):
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    path = tmp_path / "views.py"
    path.write_text("def view(request):\n    return School.objects.filter(pk=1)\n", encoding="utf-8")
    assert doors_used(path) == ["views.py School"]
