"""Measures as rows: columns of the table, and beside them lateness, purpose and evidence of all at once."""

from collections import defaultdict
from typing import Any

from django.db.models import QuerySet

from roadmaps.api.nested import hanging, keys_of, without
from roadmaps.api.serializers.plans import EvidenceSerializer, MeasureSerializer
from roadmaps.models import Evidence, Measure, MeasureAim
from roadmaps.selectors.lateness_today import days_late_today
from shnor_portal.common.rest.columns import columns_of, rows_by_columns
from shnor_portal.common.rest.views import Rows

FOUND_OTHERWISE = ("days_late", "deficits", "risks", "evidence")


def measure_rows(found: QuerySet[Any]) -> Rows:
    """Rows in the order of `found`, in nine queries at most, however many there are."""
    rows = rows_by_columns(found, without(columns_of(MeasureSerializer), *FOUND_OTHERWISE))
    keys = keys_of(rows)
    late = days_late_today(Measure.objects.filter(pk__in=keys))
    aims = aims_by_measure(keys)
    evidence = hanging(Evidence.objects.filter(measure_id__in=keys).order_by("pk"), "measure_id", EvidenceSerializer)
    return [
        {**row, "days_late": late.get(row["id"]), **aims[row["id"]], "evidence": evidence[row["id"]]} for row in rows
    ]


def aims_by_measure(keys: list[int]) -> dict[int, dict[str, list[int]]]:
    """Measure → keys of the deficits and of the risk factors of the case that it treats."""
    found: dict[int, dict[str, list[int]]] = defaultdict(lambda: {"deficits": [], "risks": []})
    aims = MeasureAim.objects.filter(measure_id__in=keys).order_by("pk")
    for measure_id, deficit_id, risk_id in aims.values_list("measure_id", "deficit_id", "risk_id"):
        if deficit_id is not None:
            found[measure_id]["deficits"].append(deficit_id)
        elif risk_id is not None:
            found[measure_id]["risks"].append(risk_id)
    return found
