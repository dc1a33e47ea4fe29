"""Whether a school may leave the programme: what the engine said for the next year, and what the expert concluded."""

from dataclasses import dataclass

from diagnostics.enums import RiskListState, SchoolVerdict
from diagnostics.models import RiskListEntry
from roadmaps.enums import CaseOutcome, ConclusionKind
from roadmaps.models import Conclusion, SupportCase
from shnor_portal.common.years import format_academic_year


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of an exit, with the refusal it turns into while it does not hold."""

    code: str
    title: str
    holds: bool
    text: str
    hint: str = ""


def engine_entry(case: SupportCase) -> RiskListEntry | None:
    """The school's place in the engine's run for the next school year: an approved list first, else the newest open.

    A list entered by hand from an order has no rule behind it and is no run; an archived one counts no more.
    """
    entries = RiskListEntry.objects.filter(
        school_id=case.school_id,
        risk_list__municipality_id=case.municipality_id,
        risk_list__academic_year=case.academic_year + 1,
        risk_list__rule_version__isnull=False,
    ).exclude(risk_list__state=RiskListState.ARCHIVED)
    found = list(entries.select_related("risk_list", "school").order_by("-risk_list_id"))
    approved = [entry for entry in found if entry.risk_list.state == RiskListState.APPROVED]
    return next(iter(approved or found), None)


def final_conclusion(case: SupportCase) -> Conclusion | None:
    """The signed final conclusion."""
    return case.conclusions.filter(kind=ConclusionKind.FINAL, signed_at__isnull=False).first()


def exit_conditions(case: SupportCase) -> list[Condition]:
    """Both conditions, in the order in which they are met."""
    return [_engine(case, engine_entry(case)), _conclusion(final_conclusion(case))]


def _engine(case: SupportCase, entry: RiskListEntry | None) -> Condition:
    year = format_academic_year(case.academic_year + 1)
    holds = entry is not None and entry.verdict == SchoolVerdict.NOT_LISTED and not entry.is_included
    return Condition(
        "EXIT_NEEDS_ENGINE",
        f"Расчёт перечня на {year} не включает школу",
        holds,
        _engine_words(entry, year),
        "" if holds else _engine_hint(entry, year),
    )


def _engine_words(entry: RiskListEntry | None, year: str) -> str:
    if entry is None:
        return f"Перечень на {year} по правилу ещё не рассчитан, поэтому сказать, войдёт ли в него школа, нельзя."
    verdict = SchoolVerdict(entry.verdict).label
    if entry.is_included:
        return f"В перечне на {year} школа стоит снова (вывод правила: {verdict})."
    return f"Вывод правила на {year}: {verdict}."


def _engine_hint(entry: RiskListEntry | None, year: str) -> str:
    if entry is None:
        return f"Загрузите результаты года и составьте перечень на {year}."
    if entry.is_included or entry.verdict == SchoolVerdict.LISTED:
        return "Продолжите поддержку или смените её формат."
    return "Недостающие данные не означают хорошего результата: загрузите их и пересчитайте перечень."


def _conclusion(conclusion: Conclusion | None) -> Condition:
    recommends = conclusion is not None and conclusion.recommendation == CaseOutcome.EXIT
    if conclusion is None:
        text, hint = "Итогового заключения эксперта нет.", "Напишите и подпишите итоговое заключение."
    elif not recommends:
        said = CaseOutcome(conclusion.recommendation).label if conclusion.recommendation else "без рекомендации"
        text, hint = f"Итоговое заключение рекомендует другое: {said}.", "Выход решают, когда его рекомендует эксперт."
    else:
        text, hint = "Итоговое заключение подписано и рекомендует выход.", ""
    return Condition("EXIT_NEEDS_CONCLUSION", "Эксперт рекомендует выход", recommends, text, hint)
