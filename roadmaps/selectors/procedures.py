"""Procedures that a deficit can be about."""

from diagnostics.models import Assessment
from diagnostics.procedures import ProcedureKey


def known_procedures() -> list[tuple[str, str]]:
    """Codes and titles of every procedure there are results of, ВПР first, by grade and subject."""
    codes = Assessment.objects.order_by().values_list("procedure", flat=True).distinct()
    keys = sorted((ProcedureKey.parse(code) for code in codes), key=lambda key: (key.grade, key.kind, key.subject))
    return [(key.code, key.title) for key in keys]
