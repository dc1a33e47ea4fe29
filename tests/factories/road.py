"""Support cases, roadmaps and measures."""

from datetime import date

import factory

from roadmaps.enums import CaseStage, EntryKind
from roadmaps.models import (
    CaseDeficit,
    CaseRisk,
    Measure,
    RiskFactor,
    Roadmap,
    RoadmapSection,
    SupportCase,
    SupportFormat,
)
from tests.factories.schools import SchoolFactory


class CaseFactory(factory.django.DjangoModelFactory[SupportCase]):
    """A case in the middle of its planning: CaseFactory(school=…, stage=CaseStage.IMPLEMENTATION)."""

    class Meta:
        model = SupportCase

    school = factory.SubFactory(SchoolFactory)
    municipality = factory.SelfAttribute("school.municipality")
    academic_year = 2020
    stage = CaseStage.PLANNING
    stage_since = date(2020, 10, 1)
    entry_kind = EntryKind.RISK_LIST


class RiskFactorFactory(factory.django.DjangoModelFactory[RiskFactor]):
    class Meta:
        model = RiskFactor

    code = factory.Sequence(lambda n: f"factor-{n}")
    number = factory.Sequence(lambda n: n)
    title = factory.Sequence(lambda n: f"Риск-фактор {n}")


class SupportFormatFactory(factory.django.DjangoModelFactory[SupportFormat]):
    class Meta:
        model = SupportFormat

    code = factory.Sequence(lambda n: f"format-{n}")
    title = factory.Sequence(lambda n: f"Формат {n}")


class CaseRiskFactory(factory.django.DjangoModelFactory[CaseRisk]):
    class Meta:
        model = CaseRisk

    case = factory.SubFactory(CaseFactory)
    municipality = factory.SelfAttribute("case.municipality")
    factor = factory.SubFactory(RiskFactorFactory, municipality=factory.SelfAttribute("..municipality"))
    level = "high"
    reason = "Вакансии закрыты совместителями"


class CaseDeficitFactory(factory.django.DjangoModelFactory[CaseDeficit]):
    class Meta:
        model = CaseDeficit

    case = factory.SubFactory(CaseFactory)
    municipality = factory.SelfAttribute("case.municipality")
    procedure = "OGE-9-MA"
    failed = 31
    participants = 62
    results_year = 2019


class RoadmapFactory(factory.django.DjangoModelFactory[Roadmap]):
    """A school's roadmap on its case; RoadmapFactory(case=None, school=None, municipality=…) is the city's."""

    class Meta:
        model = Roadmap

    case = factory.SubFactory(CaseFactory)
    school = factory.LazyAttribute(lambda r: r.case.school if r.case else None)
    municipality = factory.LazyAttribute(lambda r: r.case.municipality)
    academic_year = 2020
    title = "Дорожная карта повышения качества образования"
    goals = factory.LazyFunction(lambda: ["Повысить результаты по математике"])
    tasks = factory.LazyFunction(lambda: ["Выявить затруднения учителей", "Наладить наставничество"])


class SectionFactory(factory.django.DjangoModelFactory[RoadmapSection]):
    class Meta:
        model = RoadmapSection

    roadmap = factory.SubFactory(RoadmapFactory)
    municipality = factory.SelfAttribute("roadmap.municipality")
    position = factory.Sequence(lambda n: (n + 1) * 1024)
    title = factory.Sequence(lambda n: f"Раздел {n}")


class MeasureFactory(factory.django.DjangoModelFactory[Measure]):
    class Meta:
        model = Measure

    section = factory.SubFactory(SectionFactory)
    roadmap = factory.SelfAttribute("section.roadmap")
    municipality = factory.SelfAttribute("roadmap.municipality")
    position = factory.Sequence(lambda n: (n + 1) * 1024)
    title = factory.Sequence(lambda n: f"Мероприятие {n}")
    period_wording = "до 30.11.2020"
    period_kind = "deadline"
    due_on = date(2020, 11, 30)
    due_days = factory.LazyFunction(lambda: ["2020-11-30"])
    responsible = "Заместитель руководителя"
    expected_result = "Составлен перечень затруднений"
