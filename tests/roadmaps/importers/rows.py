"""Small tables for tests of single rows."""

from roadmaps.importers.drafts import PlanDraft
from roadmaps.importers.plans import recognise_rows
from shnor_portal.imports.reader.types import PlainTable

HEADS = ["№", "Мероприятие", "Срок", "Ответственные", "Ожидаемый результат"]
FIRST = ["1", "Собрать заявки", "май", "Центр", "Список"]
SECOND = ["2", "Провести беседы", "июнь", "Школы", "Справка"]


def draft(*rows: list[str], heads: list[str] | None = None) -> PlanDraft:
    return recognise_rows([HEADS if heads is None else heads, *rows])


def table(*rows: list[str], before: tuple[str, ...] = (), **more: object) -> PlainTable:
    return PlainTable("таблица 1", list(rows), list(range(1, len(rows) + 1)), list(before), **more)  # type: ignore[arg-type]


def alone(text: str, column: int = 0) -> list[str]:
    return [text if at == column else "" for at in range(len(HEADS))]


def codes(found: PlanDraft) -> list[str]:
    return [issue.code for issue in found.issues]
