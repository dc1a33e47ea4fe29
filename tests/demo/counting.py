"""The rule of 2020 by brute force: pupils are counted one by one, and nothing of the rule engine is used."""

from collections import Counter

from diagnostics.enums import Level
from shnor_portal.demo.world import World
from shnor_portal.demo.world.scales import test_scores

RULE = (
    "VPR-5-RU", "VPR-5-MA", "VPR-6-RU", "VPR-6-MA", "OGE-9-RU", "OGE-9-MA",
    "EGE-11-RU", "EGE-11-MA-PROFILE", "EGE-11-MA-BASE",
)  # fmt: skip
MINIMUM = {"EGE-11-RU": 24, "EGE-11-MA-PROFILE": 27}
LEFT_ASIDE = {"вечерняя (сменная)", "коррекционная"}


def count_pupils(world: World, year: int) -> dict[str, dict[str, tuple[int, int]]]:
    """Procedure → school → (participants, failed), from pupils' marks and scores alone."""
    counted = {}
    for (table_year, key), table in world.pupils.items():
        if table_year != year:
            continue
        took: Counter[str] = Counter()
        failed: Counter[str] = Counter()
        has_score = key.code in MINIMUM and key.level != Level.BASE
        results = test_scores(key, table.primary) if has_score else table.mark
        bar = MINIMUM[key.code] if has_score else 3
        for school, mark, result in zip(table.school, table.mark, results, strict=True):
            if mark:
                took[school] += 1
                failed[school] += bool(result < bar)
        counted[key.code] = {school: (took[school], failed[school]) for school in took}
    return counted


def low_procedures(world: World, year: int) -> dict[str, list[str]]:
    """School that is considered → its low procedures: 30 % of the participants or more, in whole pupils."""
    counted = count_pupils(world, year)
    return {
        school.ris_code: [
            code
            for code in RULE
            if school.ris_code in counted[code]
            and 10 * counted[code][school.ris_code][1] >= 3 * counted[code][school.ris_code][0]
        ]
        for school in world.schools
        if school.closed_on is None and school.register_kind.label not in LEFT_ASIDE
    }


def listed(world: World, year: int) -> set[str]:
    return {school for school, low in low_procedures(world, year).items() if len(low) >= 2}
