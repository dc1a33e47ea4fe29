"""REST: municipalities of the person."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from shnor_portal.accounts.models import Municipality, User
from shnor_portal.common.refusals import Refusal
from shnor_portal.common.rest.keys import CODE_KEY
from shnor_portal.common.rest.needs import SIGNED_IN
from shnor_portal.common.rest.views import ReadResource


class MunicipalitySerializer(serializers.ModelSerializer[Municipality]):
    class Meta:
        model = Municipality
        fields = [
            "code",
            "name",
            "name_genitive",
            "region_name",
            "region_code",
            "time_zone",
            "administration_name",
            "department_name",
        ]


class MunicipalityResource(ReadResource):
    """Municipalities in which the person holds a role."""

    permission = SIGNED_IN
    queryset = Municipality.objects.none()
    serializer_class = MunicipalitySerializer
    municipality_path = None
    orderings = {"code": ("code",), "name": ("name", "code")}
    default_ordering = "code"
    lookup_field = "code"
    key_pattern = CODE_KEY

    def visible(self, user: Any) -> QuerySet[Municipality]:
        return Municipality.objects.visible_to(user)


def municipality_named(user: User, code: str) -> Municipality:
    """The municipality a call is about: named by its code, or the only one the person works in.

    Raises Refusal MUNICIPALITY_NEEDED (400), MUNICIPALITY_UNKNOWN (400), the same for a foreign one as for none.
    """
    rows = list(Municipality.objects.visible_to(user)[:50])
    chosen = [row for row in rows if row.code == code] if code else rows
    if len(chosen) == 1:
        return chosen[0]
    known = ", ".join(row.code for row in rows)
    where = {"field": "municipality"}
    if code:
        raise Refusal("MUNICIPALITY_UNKNOWN", "Такого муниципалитета нет.", f"Есть: {known}.", where, 400)
    raise Refusal("MUNICIPALITY_NEEDED", "Не сказано, о каком муниципалитете речь.", f"Есть: {known}.", where, 400)
