"""Schools beside their codes."""

from collections import defaultdict

from schools.models import School, SchoolCode


def codes_by_school(schools: list[School]) -> list[tuple[School, list[SchoolCode]]]:
    """Each school with its codes, in the order given; one query for all of them."""
    codes: dict[int, list[SchoolCode]] = defaultdict(list)
    keys = [school.pk for school in schools]
    for code in SchoolCode.objects.filter(school_id__in=keys).order_by("system", "valid_from_year", "value"):
        codes[code.school_id].append(code)
    return [(school, codes[school.pk]) for school in schools]
