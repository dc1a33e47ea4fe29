"""The municipality: the tenant that owns every row."""

from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from shnor_portal.accounts.models.user import User


def check_time_zone(name: str) -> None:
    """A deadline needs a zone name («Asia/Vladivostok»), never an offset."""
    if name not in available_timezones():
        raise ValidationError("Такого часового пояса нет в базе IANA.")


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    def visible_to(self, user: "User") -> "MunicipalityQuerySet":
        """Municipalities in which the person holds any role."""
        return self.filter(pk__in=user.municipality_ids)


class Municipality(models.Model):
    """A city or district whose department runs the programme.

    The names below are printed in documents; `name_genitive` answers «города …» in a heading.
    """

    code = models.CharField("код", max_length=32, unique=True, validators=[RegexValidator(r"^[a-z0-9][a-z0-9-]*\Z")])
    name = models.CharField("название", max_length=200)
    name_genitive = models.CharField("название в родительном падеже", max_length=200)
    region_name = models.CharField("субъект Федерации", max_length=200)
    region_code = models.CharField("код субъекта", max_length=2, blank=True)
    time_zone = models.CharField("часовой пояс", max_length=64, default="Europe/Moscow", validators=[check_time_zone])
    administration_name = models.CharField("наименование администрации", max_length=300)
    department_name = models.CharField("наименование управления", max_length=300)
    department_genitive = models.CharField("управление в родительном падеже", max_length=300)
    head_position = models.CharField("должность руководителя", max_length=200)
    head_position_genitive = models.CharField("должность руководителя в родительном падеже", max_length=200)
    head_name = models.CharField("руководитель, инициалы и фамилия", max_length=120)
    order_number_suffix = models.CharField("окончание номера приказа", max_length=8, blank=True)
    calendar_overrides = models.JSONField("отличия от федерального календаря процедур", default=dict, blank=True)

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = "муниципалитет"
        verbose_name_plural = "муниципалитеты"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def today(self) -> date:
        """The calendar day in the municipality, whatever the zone of the server or of the request."""
        return timezone.now().astimezone(self.zone).date()
