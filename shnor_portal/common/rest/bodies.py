"""Bodies of writing calls: declared fields only, each of its own JSON type."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

FIRST_YEAR, LAST_YEAR = 2000, 2100


class Body(serializers.Serializer[Any]):
    """A body; a name that is not declared is an error, because what was meant by it would be lost."""

    def to_internal_value(self, data: Any) -> Any:
        unknown = set(data) - set(self.fields)
        if unknown:
            raise serializers.ValidationError({name: ["Такого поля здесь нет."] for name in sorted(unknown)})
        return super().to_internal_value(data)


class StrictIntegerField(serializers.IntegerField):
    """A number of JSON: no text, no true, no fraction."""

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("invalid")
        return super().to_internal_value(data)


class StrictBooleanField(serializers.BooleanField):
    """`true` or `false` of JSON and nothing that resembles them."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class StrictTextField(serializers.CharField):
    """Text of JSON; a number is not text."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


def year_field(**options: Any) -> StrictIntegerField:
    """A school year by its starting calendar year."""
    return StrictIntegerField(min_value=FIRST_YEAR, max_value=LAST_YEAR, **options)


def read_body(body_class: type[Body], request: Request) -> dict[str, Any]:
    """The checked body. Raises ValidationError with every field's complaint."""
    body = body_class(data=request.data)
    body.is_valid(raise_exception=True)
    checked: dict[str, Any] = body.validated_data
    return checked
