"""Campaigns of ВПР by the school year whose programme they tested: grades, subjects, dates, sources."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from diagnostics.enums import Level, Subject
from diagnostics.procedures import ProcedureKey
from diagnostics.reference.provenance import Availability, Provenance, Trust

_CORE = frozenset({Subject.RU, Subject.MA})
_FOREIGN = frozenset({Subject.ENGLISH, Subject.GERMAN, Subject.FRENCH})
_HUMAN = frozenset({Subject.HISTORY, Subject.SOCIAL, Subject.LITERATURE})
_NATURE = frozenset({Subject.BIOLOGY, Subject.GEOGRAPHY})
_SCIENCE = frozenset({Subject.PHYSICS, Subject.CHEMISTRY, Subject.INFORMATICS})


@dataclass(frozen=True, slots=True)
class GradePlan:
    """Subjects of a grade: `all` for every school, `some` by random choice or by the school's wish.

    What is in neither was not held; with `rest_unknown`, what is in neither is not known.
    """

    all: frozenset[Subject] = frozenset()
    some: frozenset[Subject] = frozenset()
    rest_unknown: bool = False

    def availability(self, subject: Subject) -> Availability:
        if subject in self.all:
            return Availability.HELD
        if subject in self.some:
            return Availability.PARTLY
        return Availability.UNKNOWN if self.rest_unknown else Availability.NOT_HELD


@dataclass(frozen=True, slots=True)
class VprCampaign:
    """One campaign. A grade without a plan took no part. `split_levels`: subject → grades written at two levels."""

    dates: str
    plans: Mapping[int, GradePlan]
    provenance: Provenance
    split_levels: Mapping[Subject, frozenset[int]] = field(default_factory=dict)

    def availability(self, procedure: ProcedureKey) -> Availability:
        """A procedure with a level is held only where the campaign had levels, and then in some schools."""
        plan = self.plans.get(procedure.grade)
        if plan is None:
            return Availability.NOT_HELD
        held = plan.availability(procedure.subject)
        if procedure.level == Level.NONE:
            return held
        is_split = procedure.grade in self.split_levels.get(procedure.subject, frozenset())
        has_level = is_split and procedure.level in (Level.BASE, Level.ADVANCED)
        return Availability.PARTLY if has_level and held is not Availability.NOT_HELD else Availability.NOT_HELD


_FOURTH = GradePlan(all=_CORE | {Subject.WORLD})
_FIFTH = GradePlan(all=_CORE | {Subject.HISTORY, Subject.BIOLOGY})
_CORE_ONLY_KNOWN = GradePlan(all=_CORE, rest_unknown=True)
_BY_CHOICE = GradePlan(some=frozenset(Subject))
_SIXTH_RANDOM = GradePlan(all=_CORE, some=_NATURE | {Subject.HISTORY, Subject.SOCIAL})
_EIGHTH_RANDOM = GradePlan(
    all=_CORE, some=_NATURE | {Subject.HISTORY, Subject.SOCIAL, Subject.PHYSICS, Subject.CHEMISTRY}
)
_SEVENTH_RANDOM = GradePlan(all=_CORE, some=_NATURE | {Subject.HISTORY, Subject.SOCIAL, Subject.PHYSICS})
_TWO_RANDOM = GradePlan(all=_CORE, some=_HUMAN | _NATURE | _SCIENCE | _FOREIGN)
_NO_SOCIAL = GradePlan(all=_CORE, some=_TWO_RANDOM.some - {Subject.SOCIAL})
_FOURTH_ONE_MORE = GradePlan(all=_CORE, some=_FOREIGN | {Subject.WORLD, Subject.READING})
_TENTH_2025 = GradePlan(all=_CORE, some=_TWO_RANDOM.some - {Subject.BIOLOGY})
_LEVELS_SINCE_2025 = {Subject.MA: frozenset({7, 8}), Subject.PHYSICS: frozenset({7, 8})}

VPR_CAMPAIGNS: Mapping[int, VprCampaign] = {
    2017: VprCampaign(
        "весна 2018 года",
        {4: _FOURTH, 5: _FIFTH, 6: _BY_CHOICE, 11: _BY_CHOICE},
        Provenance("План-график ВПР 2018 года: 4 и 5 классы, 6 и 11 по решению школы", Trust.COMMON),
    ),
    2018: VprCampaign(
        "весна 2019 года",
        {4: _FOURTH, 5: _FIFTH, 6: _CORE_ONLY_KNOWN, 7: _BY_CHOICE, 11: _BY_CHOICE},
        Provenance("План-график ВПР 2019 года: 4–6 классы, 7 — апробация, 11 по решению школы", Trust.COMMON),
    ),
    2019: VprCampaign(
        "перенесены с весны на осень 2020 года, 5–9 классы по программе предыдущего года",
        dict.fromkeys((4, 5, 6, 7, 8), _CORE_ONLY_KNOWN),
        Provenance("Сообщения Рособрнадзора о переносе ВПР 2020 года на осень", Trust.CONFIRMED),
    ),
    2020: VprCampaign(
        "15.03–21.05.2021",
        {4: _FOURTH, 5: _FIFTH, 6: _SIXTH_RANDOM, 7: _CORE_ONLY_KNOWN, 8: _EIGHTH_RANDOM},
        Provenance("План-график ВПР 2021 года: в 6 и 8 классах два предмета по случайному выбору", Trust.COMMON),
    ),
    2021: VprCampaign(
        "перенесены на 19.09–24.10.2022, часть школ написала в марте; 5–9 классы по программе предыдущего года",
        dict.fromkeys((4, 5, 6, 7, 8), _CORE_ONLY_KNOWN),
        Provenance("Сообщения Рособрнадзора о переносе ВПР 2022 года на осень", Trust.CONFIRMED),
    ),
    2022: VprCampaign(
        "15.03–20.05.2023",
        {
            4: _FOURTH,
            5: _FIFTH,
            6: _SIXTH_RANDOM,
            7: GradePlan(all=_CORE, some=_SEVENTH_RANDOM.some | _FOREIGN),
            8: _EIGHTH_RANDOM,
        },
        Provenance("План-график ВПР 2023 года", Trust.CONFIRMED),
    ),
    2023: VprCampaign(
        "19.03–17.05.2024",
        {4: _FOURTH, 5: _FIFTH, 6: _SIXTH_RANDOM, 7: _SEVENTH_RANDOM, 8: _EIGHTH_RANDOM, 11: _BY_CHOICE},
        Provenance("План-график ВПР 2024 года: 4–8 классы, 11 по решению школы", Trust.CONFIRMED),
    ),
    2024: VprCampaign(
        "11.04–16.05.2025",
        {4: _FOURTH_ONE_MORE, **dict.fromkeys((5, 6, 7, 8), _TWO_RANDOM), 10: _TENTH_2025},
        Provenance("План-график ВПР 2025 года; ПП РФ от 30.04.2024 № 556", Trust.CONFIRMED),
        _LEVELS_SINCE_2025,
    ),
    2025: VprCampaign(
        "20.04–20.05.2026",
        {4: _FOURTH_ONE_MORE, 5: _TWO_RANDOM, 6: _NO_SOCIAL, 7: _NO_SOCIAL, 8: _TWO_RANDOM, 10: _TWO_RANDOM},
        Provenance("План-график ВПР 2026 года: в 10 классе добавлена биология", Trust.CONFIRMED),
        _LEVELS_SINCE_2025,
    ),
}
