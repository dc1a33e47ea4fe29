"""Lists that come from above, entered by the details of the order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from diagnostics.enums import RiskListOrigin, SchoolVerdict
from diagnostics.lifecycle import RISK_LIST
from diagnostics.models import RiskList, RiskListEntry
from diagnostics.selectors.chains import years_listed_before
from diagnostics.services.list_entries import count_years
from diagnostics.services.list_states import put_forward
from diagnostics.services.risk_lists import list_title
from schools.models import School
from shnor_portal.accounts.access import require_any
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.audit.services import record
from shnor_portal.common.refusals import Refusal

OFFICIAL_ORIGINS = (RiskListOrigin.REGIONAL, RiskListOrigin.FEDERAL)


@dataclass(frozen=True, slots=True)
class Basis:
    """The order a list came with."""

    issuer: str
    number: str
    issued_on: date

    def __str__(self) -> str:
        return f"{self.issuer.strip()}, приказ от {self.issued_on:%d.%m.%Y} № {self.number.strip()}"


@transaction.atomic
def enter_official_list(
    *,
    municipality_id: int,
    academic_year: int,
    origin: str,
    basis: Basis,
    school_ids: Iterable[int],
    by: User | None,
) -> RiskList:
    """Write down a regional or federal list and put it forward for approval, beside the municipality's own.

    Raises Refusal ORIGIN_NOT_OFFICIAL, LIST_EMPTY, REF_UNKNOWN, LIST_KNOWN when this order is entered already.
    """
    municipality = Municipality.objects.select_for_update().get(pk=municipality_id)
    require_any(by, (Permission.PROPOSE_RISK_LIST,), municipality)
    if origin not in OFFICIAL_ORIGINS:
        raise Refusal("ORIGIN_NOT_OFFICIAL", "По приказу вносят региональный или федеральный перечень.", status=400)
    schools = _schools(municipality_id, school_ids)
    _require_new(municipality_id, academic_year, origin, str(basis))
    risk_list = RiskList.objects.create(
        municipality=municipality,
        academic_year=academic_year,
        origin=origin,
        title=list_title(origin, academic_year),
        basis=str(basis)[:600],
        created_by=by,
    )
    _write_entries(risk_list, schools)
    record(
        action="risk_list.entered",
        by=by,
        on=risk_list,
        municipality_id=municipality_id,
        details={"basis": risk_list.basis, "schools": len(schools)},
    )
    put_forward(risk_list, RISK_LIST.check("submit", risk_list.state), by)
    return risk_list


def _schools(municipality_id: int, school_ids: Iterable[int]) -> list[School]:
    """The schools named, each once. Another city's school is as unknown as one that does not exist."""
    wanted = set(school_ids)
    schools = list(School.objects.filter(municipality_id=municipality_id, pk__in=wanted))
    if not schools:
        raise Refusal("LIST_EMPTY", "В перечне нет ни одной школы.", "Вставьте названия или коды школ.", status=400)
    if len(schools) != len(wanted):
        raise Refusal("REF_UNKNOWN", "Некоторых школ нет в реестре.", "Выберите школы из реестра.", status=400)
    return schools


def _require_new(municipality_id: int, academic_year: int, origin: str, basis: str) -> None:
    same = RiskList.objects.filter(
        municipality_id=municipality_id, academic_year=academic_year, origin=origin, basis=basis
    ).exclude(state="archived")
    known = same.first()
    if known is not None:
        raise Refusal(
            "LIST_KNOWN",
            f"Перечень с такими реквизитами уже внесён: № {known.pk}.",
            "Откройте его или уберите в архив, если он внесён с ошибкой.",
            details={"risk_list": known.pk},
        )


def _write_entries(risk_list: RiskList, schools: list[School]) -> None:
    entries = [
        RiskListEntry(
            municipality_id=risk_list.municipality_id,
            risk_list=risk_list,
            school=school,
            school_name=school.name,
            verdict=SchoolVerdict.LISTED,
            is_included=True,
            explanation=f"Основание: {risk_list.basis}.",
        )
        for school in schools
    ]
    count_years(entries, years_listed_before(risk_list.municipality_id, risk_list.origin, risk_list.academic_year))
    RiskListEntry.objects.bulk_create(entries, batch_size=500)
