"""Rows of a register as the layouts give them, and short ways through the target."""

from datetime import date
from typing import Any

from django.db import transaction

from schools.importers.targets import RegisterTarget
from shnor_portal.demo.world.codes import fisoko_login, inn, ogrn
from shnor_portal.imports.models import ImportBatch
from shnor_portal.imports.reader.types import Extract, ResultBlock, RowCounts
from shnor_portal.imports.targets import Plan
from tests.factories import BatchFactory

TARGET = RegisterTarget()


def codes(number: int, **other: str) -> dict[str, str]:
    """All codes of an invented school, check digits in place."""
    own = {"ogrn": ogrn(number), "inn": inn(number), "ris": f"901{number:03d}", "fisoko": fisoko_login(number)}
    return own | other


def row(number: int, *, line: int = 0, **said: Any) -> dict[str, Any]:
    """A row about school `number`; what is not said the row is silent about."""
    days = {name: said[name].isoformat() for name in ("renamed_on", "closed_on") if isinstance(said.get(name), date)}
    return {"row": line or number + 1, "name": f"СОШ № {number}", "codes": codes(number)} | said | days


def extract(*rows: dict[str, Any], sheet: str = "Реестр") -> Extract:
    counts = RowCounts(seen=len(rows), taken=len(rows))
    return Extract("register", [ResultBlock(sheet, register=list(rows))], counts)


def planned(city, *rows: dict[str, Any], **options: Any) -> Plan:
    batch = BatchFactory.build(municipality=city, target="register", options=options)
    return TARGET.plan(batch, extract(*rows))


def load(city, *rows: dict[str, Any], **options: Any) -> tuple[ImportBatch, dict[str, int]]:
    """Plan and write, as the services do: one transaction."""
    batch = BatchFactory.create(municipality=city, target="register", options=options)
    with transaction.atomic():
        plan = TARGET.plan(batch, extract(*rows))
        return batch, TARGET.apply(batch, extract(*rows), plan, None)


def undo(batch: ImportBatch) -> dict[str, int]:
    assert TARGET.obstacles(batch) == []
    with transaction.atomic():
        return TARGET.undo(batch, None)


def said(plan: Plan) -> list[str]:
    return [problem.code for problem in plan.problems]


def changes(plan: Plan) -> list[str]:
    return [item.change.value for item in plan.items]
