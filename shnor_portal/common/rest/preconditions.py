"""`If-Match`: an edit says which state of the object it was made from, so that nobody's work is overwritten."""

from typing import Any

from django.utils.http import parse_etags
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from shnor_portal.common.refusals import Refusal
from shnor_portal.common.rest.conditional import tag_of
from shnor_portal.common.rest.encoding import json_bytes

IF_MATCH = OpenApiParameter(
    "If-Match", OpenApiTypes.STR, OpenApiParameter.HEADER, required=True, description="ETag прочитанного объекта"
)


def require_match(request: Request, shown: Any) -> None:
    """Raises Refusal IF_MATCH_NEEDED (428) without the header, STALE (409) when the object is another by now.

    `shown` is the object as GET would show it to this person now.
    """
    header = request.headers.get("If-Match", "")
    if not header:
        raise Refusal(
            "IF_MATCH_NEEDED", "Нужен заголовок If-Match.", "Прочитайте объект и передайте его ETag.", status=428
        )
    current = tag_of(json_bytes(shown))
    if current not in parse_etags(header):
        raise Refusal(
            "STALE",
            "Объект изменили после того, как вы его прочитали.",
            "Прочитайте его снова и повторите.",
            details={"current": shown, "etag": current},
        )
