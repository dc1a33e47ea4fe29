"""Rules of a municipality, read back as definitions."""

from django.db.models import Max

from diagnostics.models import RuleSet, RuleSetVersion
from diagnostics.selection.definition import RuleDefinition
from diagnostics.selection.reading import read_definition
from shnor_portal.common.refusals import Refusal


def definition_of(version: RuleSetVersion) -> RuleDefinition:
    """The rule of a stored version. What is stored has been read once already, so an error here is a defect."""
    return read_definition(version.definition)


def rule_version(municipality_id: int, code: str, number: int | None = None) -> RuleSetVersion:
    """A version of a rule by its code, the newest without a number. Raises Refusal RULE_UNKNOWN."""
    versions = RuleSetVersion.objects.filter(municipality_id=municipality_id, rule_set__code=code)
    if number is not None:
        versions = versions.filter(number=number)
    version = versions.select_related("rule_set").order_by("-number").first()
    if version is None:
        raise unknown_rule(municipality_id, code, number)
    return version


def unknown_rule(municipality_id: int, code: str, number: int | None) -> Refusal:
    """The refusal that lists the rules there are."""
    known = list(
        RuleSet.objects.filter(municipality_id=municipality_id)
        .annotate(last=Max("versions__number"))
        .values_list("code", "last")
    )
    named = f"{code}, редакция {number}" if number is not None else code
    listed = ", ".join(f"{rule} (редакций: {last or 0})" for rule, last in known)
    return Refusal(
        "RULE_UNKNOWN",
        f"Правила «{named}» в муниципалитете нет.",
        f"Есть правила: {listed}." if known else "Загрузите готовые правила: страница «Правила» или load_rule_presets.",
        status=400,
        details={"known": [rule for rule, _ in known]},
    )
