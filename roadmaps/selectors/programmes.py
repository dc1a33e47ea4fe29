"""Anti-risk programmes of a case: which chosen factors have one, how complete each is, and its measures."""

from dataclasses import dataclass

from roadmaps.models import AntiRiskProgramme, CaseRisk, Measure, MeasureAim, SupportCase

FIELD_WORDS = {
    "title": "наименование",
    "goal": "цель",
    "tasks": "задачи",
    "target_indicators": "целевые показатели",
    "methods": "методы сбора информации",
    "period_wording": "сроки реализации",
    "expected_results": "ожидаемые результаты",
    "executors": "исполнители",
}
"""Fields of DOMAIN §2.4, step 5, as the form and warnings call them."""


@dataclass(frozen=True, slots=True)
class RiskProgramme:
    """A chosen risk factor with its programme, if there is one, and the measures of the roadmap that treat it."""

    risk: CaseRisk
    programme: AntiRiskProgramme | None
    measures: tuple[Measure, ...]

    @property
    def missing(self) -> list[str]:
        """What the programme does not say yet."""
        if self.programme is None:
            return list(FIELD_WORDS.values())
        said = [words for name, words in FIELD_WORDS.items() if not getattr(self.programme, name)]
        return said if self.measures else [*said, "мероприятия"]

    @property
    def is_complete(self) -> bool:
        return not self.missing

    @property
    def done(self) -> int:
        """Parts that are there, of `parts`."""
        return self.parts - len(self.missing) - (0 if self.programme else 1)

    @property
    def parts(self) -> int:
        return len(FIELD_WORDS) + 1


def programmes_of_case(case: SupportCase) -> list[RiskProgramme]:
    """One for each chosen factor, and for a factor no longer chosen that has a programme; in three queries."""
    risks = list(CaseRisk.objects.filter(case=case).select_related("factor").order_by("factor__number", "pk"))
    programmes = {programme.risk_id: programme for programme in AntiRiskProgramme.objects.filter(case=case)}
    kept = [risk for risk in risks if risk.is_chosen or risk.pk in programmes]
    measures: dict[int, list[Measure]] = {risk.pk: [] for risk in kept}
    aims = MeasureAim.objects.filter(risk__in=kept, measure__is_removed=False).select_related("measure__section")
    for aim in aims.order_by("measure__section__position", "measure__position", "measure_id"):
        measures[aim.risk_id or 0].append(aim.measure)
    return [RiskProgramme(risk, programmes.get(risk.pk), tuple(measures[risk.pk])) for risk in kept]
