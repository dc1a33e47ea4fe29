"""How the command line tells of one file."""

from typing import Any

from shnor_portal.common.numbers import plural
from shnor_portal.common.refusals import Refusal

SHOWN = 20
CHANGES = (("new", "новых"), ("changed", "изменится"), ("same", "без изменений"))


def refused(name: str, refusal: Refusal) -> dict[str, Any]:
    """A report of a file that never reached the services."""
    told = {"code": refusal.code, "message": refusal.message, "hint": refusal.hint, "where": refusal.where}
    return {"file": name, "state": "refused", "refusal": told, "counts": {}, "issues": [], "applied": False}


def as_text(report: dict[str, Any]) -> str:
    """The report as a person reads it."""
    lines = [f"{report['file']}: {report.get('state_title', 'отклонена')}"]
    if report.get("layout_title"):
        lines.append(f"  Форма: {report['layout_title']}")
    counts = report["counts"]
    if counts:
        lines.append(
            f"  Строк: {counts['seen']} = принято {counts['taken']} + пропущено {counts['skipped']} "
            f"+ не принято {counts['refused']}"
        )
        lines.append("  Записей: " + ", ".join(f"{title} {counts['items'][name]}" for name, title in CHANGES))
    lines += [f"  {name}: {count}" for name, count in counts.get("written", {}).items()]
    lines += [f"  {issue_line(issue)}" for issue in report["issues"][:SHOWN]]
    rest = sum(counts.get("problems", {}).values()) - SHOWN
    if rest > 0:
        lines.append(f"  … и ещё {rest} {plural(rest, 'замечание', 'замечания', 'замечаний')}")
    refusal = report["refusal"]
    if refusal:
        lines.append(f"  ОТКАЗ {refusal['code']}: {refusal['message']} {refusal['hint']}".rstrip())
    elif not report["applied"]:
        lines.append("  Пробный запуск: ничего не записано.")
    return "\n".join(lines)


def issue_line(issue: dict[str, Any]) -> str:
    """«ошибка VALUE_RANGE, лист «…», строка 7, столбец H: …»."""
    places = (
        ("лист", issue["sheet"] and f"«{issue['sheet']}»"),
        ("строка", issue["row"]),
        ("столбец", issue["column"]),
    )
    where = "".join(f", {word} {place}" for word, place in places if place)
    return f"{issue['severity_title']} {issue['code']}{where}: {issue['message']} {issue['hint']}".rstrip()
