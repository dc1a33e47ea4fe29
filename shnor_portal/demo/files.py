"""The city's files go in as an officer would bring them: recognised, checked, applied."""

from pathlib import Path
from typing import Any

from diagnostics.procedures import ProcedureKey
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.common.refusals import Refusal
from shnor_portal.demo.workbooks import CityFile
from shnor_portal.imports.models import ImportBatch
from shnor_portal.imports.services import apply_batch, check_batch, upload_file


def known_of(file: CityFile) -> dict[str, Any]:
    """What the officer says of a file beforehand: its form, year and procedure."""
    known: dict[str, Any] = {"academic_year": file.academic_year}
    if file.layout:
        known["layout"] = file.layout
    if file.procedure:
        key = ProcedureKey.parse(file.procedure)
        known |= {"kind": key.kind.value, "grade": key.grade, "subject": key.subject.value, "level": key.level.value}
    return {name: value for name, value in known.items() if value != ""}


def is_loaded(city: Municipality, target: str, path: Path) -> bool:
    """Whether a file of this name is in force already; the names of the demo's files tell year and procedure."""
    rows = ImportBatch.objects.applied().filter(municipality=city, target=target)
    return rows.filter(original_name=path.name).exists()


def load(city: Municipality, path: Path, target: str, known: dict[str, Any], by: User) -> ImportBatch:
    """The whole road of one good file. Raises Refusal when the portal declines it."""
    batch = bring(city, path, target, known, by)
    check_batch(batch_id=batch.public_id, by=by)
    return apply_batch(batch_id=batch.public_id, skip_faulty=False, by=by)


def bring(city: Municipality, path: Path, target: str, known: dict[str, Any], by: User) -> ImportBatch:
    """Upload only: the batch is recognised and waits for the officer."""
    with path.open("rb") as stream:
        return upload_file(municipality=city, name=path.name, stream=stream, target=target, by=by, options=known)


def bring_faulty(city: Municipality, file: CityFile, by: User) -> None:
    """A file that must not pass: its refusal stays among the imports, with its complaints."""
    known = {} if not file.layout else {"academic_year": file.academic_year}
    try:
        batch = bring(city, file.path, "results", known, by)
        check_batch(batch_id=batch.public_id, by=by)
    except Refusal:
        return
