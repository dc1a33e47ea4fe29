"""The school year a person asked for, against the one the file states."""

from shnor_portal.common.years import format_academic_year
from shnor_portal.imports.tables.report import Report


def is_other_year(report: Report, sheet: str, stated: int | None, asked: int | str | None) -> bool:
    """True, with the complaint TEMPLATE_VERSION, when both are known and differ."""
    if stated is None or asked is None or int(asked) == stated:
        return False
    report.say(
        "TEMPLATE_VERSION",
        f"Файл за {format_academic_year(stated)} учебный год, а загружается {format_academic_year(int(asked))}.",
        "Выберите другой файл или другой учебный год.",
        sheet=sheet,
    )
    return True
