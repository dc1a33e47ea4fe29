"""What must hold besides the table of a case's life: the rules of DOMAIN §7.2, each with its own refusal."""

from collections.abc import Callable

from roadmaps.enums import CaseStage
from roadmaps.models import SupportCase
from roadmaps.selectors.exits import exit_conditions
from shnor_portal.common.refusals import Refusal


def require_findings(case: SupportCase) -> None:
    """Refusal NOTHING_FOUND: deficits are fixed when there is a deficit, or a risk factor chosen for work."""
    if not case.deficits.exists() and not case.risks.filter(is_chosen=True).exists():
        raise Refusal(
            "NOTHING_FOUND",
            "У школы нет ни одного дефицита и ни одного риск-фактора, выбранного для работы.",
            "Добавьте дефицит или выберите риск-фактор: дорожной карте нужно, что лечить.",
        )


def require_format(case: SupportCase) -> None:
    """Refusal FORMAT_REQUIRED: a second year in a row demands that support changes (seed programme §6.5)."""
    if case.needs_format:
        raise Refusal(
            "FORMAT_REQUIRED",
            f"Школа в перечне {case.years_in_row}-й год подряд: нужно выбрать формат поддержки.",
            "Выберите формат на странице школы и напишите, почему он подходит.",
        )


def require_roadmap(case: SupportCase) -> None:
    """Refusal ROADMAP_NOT_IN_FORCE: from planning one leaves with an approved roadmap."""
    if case.stage != CaseStage.PLANNING:
        return
    roadmap = getattr(case, "roadmap", None)
    if roadmap is None or not roadmap.is_in_force:
        raise Refusal(
            "ROADMAP_NOT_IN_FORCE",
            "Дорожная карта школы ещё не утверждена.",
            "Реализация начнётся сама, когда карту утвердят.",
        )


def require_exit(case: SupportCase) -> None:
    """Refusal EXIT_NEEDS_ENGINE or EXIT_NEEDS_CONCLUSION: an exit rests on figures and on an expert's word."""
    for condition in exit_conditions(case):
        if not condition.holds:
            raise Refusal(condition.code, condition.text, condition.hint)


MOVE_GUARDS: dict[str, Callable[[SupportCase], None]] = {
    "fix_deficits": require_findings,
    "plan": require_format,
    "implement": require_roadmap,
    "exit": require_exit,
}
