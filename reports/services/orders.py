"""Drawing an order up and editing its draft."""

from typing import Any

from django.db import transaction

from diagnostics.enums import RiskListState
from diagnostics.models import RiskList
from reports.enums import OrderKind, OrderState
from reports.models import Order, OrderAppendix
from reports.services.appendix import COLUMNS, list_appendix_rows
from shnor_portal.accounts.access import check_permission
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.audit.services import record
from shnor_portal.common.refusals import Refusal
from shnor_portal.common.years import format_academic_year

EDITABLE = (
    "title",
    "preamble",
    "items",
    "signer_position",
    "signer_name",
    "is_acting",
    "executor_name",
    "executor_contact",
)


@transaction.atomic
def create_list_order(*, risk_list: RiskList, by: User) -> Order:
    """Draw up a draft order on an approved list, with the list frozen into its appendix.

    Raises Refusal STATE for a list that is not approved: an order rests on a decision.
    """
    risk_list = RiskList.objects.select_for_update().get(pk=risk_list.pk)
    check_permission(by, Permission.PREPARE_ORDERS, risk_list)
    if risk_list.state != RiskListState.APPROVED:
        raise Refusal("STATE", "Приказ готовят по утверждённому перечню.", "Сначала утвердите перечень.")
    city, year = risk_list.municipality, format_academic_year(risk_list.academic_year)
    order = Order.objects.create(
        municipality=city,
        kind=OrderKind.RISK_LIST,
        risk_list=risk_list,
        title=f"Об утверждении перечня общеобразовательных организаций {city.name_genitive}, имеющих низкие "
        f"образовательные результаты обучающихся, в {year} учебном году",
        preamble=preamble_for(risk_list),
        items=default_items(risk_list),
        signer_position=city.head_position,
        signer_name=city.head_name,
        created_by=by,
    )
    OrderAppendix.objects.create(
        municipality=city,
        order=order,
        title=f"Перечень общеобразовательных организаций, имеющих низкие образовательные результаты обучающихся, "
        f"в {year} учебном году",
        columns=COLUMNS,
        rows=list_appendix_rows(risk_list),
        snapshot_sha256=risk_list.snapshot_sha256,
    )
    record(action="order.create", by=by, on=order, municipality_id=city.pk, details={"risk_list": risk_list.pk})
    return order


def preamble_for(risk_list: RiskList) -> str:
    """The legal ground and the aim; the officer edits it in the draft."""
    ground = "В соответствии с Федеральным законом от 29.12.2012 № 273-ФЗ «Об образовании в Российской Федерации»"
    basis = risk_list.basis or (risk_list.rule_version.rule_set.source if risk_list.rule_version else "")
    results = (
        f", на основании результатов оценочных процедур {format_academic_year(risk_list.results_year)} учебного года"
        if risk_list.results_year
        else ""
    )
    aim = ", в целях повышения качества образования в общеобразовательных организациях"
    named = f" (основание отбора: {basis[0].lower()}{basis[1:]})" if basis else ""
    return ground + named + results + aim


def default_items(risk_list: RiskList) -> list[str]:
    """Clauses of the order as the programme's orders have them: approve, bring to notice, control."""
    year = format_academic_year(risk_list.academic_year)
    return [
        f"Утвердить перечень общеобразовательных организаций, имеющих низкие образовательные результаты "
        f"обучающихся, в {year} учебном году (приложение).",
        "Довести настоящий приказ до сведения руководителей общеобразовательных организаций, включённых в перечень.",
        "Контроль исполнения настоящего приказа оставляю за собой.",
    ]


@transaction.atomic
def edit_order(*, order: Order, version: int, by: User, fields: dict[str, Any]) -> Order:
    """Change the text of a draft. Raises Refusal STATE after registration and STALE when a colleague was faster."""
    held = Order.objects.select_for_update().get(pk=order.pk)
    check_permission(by, Permission.PREPARE_ORDERS, held)
    if held.state != OrderState.DRAFT:
        raise Refusal("STATE", "Зарегистрированный приказ не правят.", "Отмените его и подготовьте новый.")
    if held.version != version:
        raise Refusal(
            "STALE",
            "Пока вы правили, приказ изменил другой человек.",
            "Сверьте свой текст с сохранённым и сохраните ещё раз.",
            details={name: getattr(held, name) for name in EDITABLE},
        )
    changed = {name: value for name, value in fields.items() if name in EDITABLE and getattr(held, name) != value}
    for name, value in changed.items():
        setattr(held, name, value)
    held.version += 1
    held.save()
    record(action="order.edit", by=by, on=held, municipality_id=held.municipality_id, details={"fields": list(changed)})
    return held
