"""One filter for the page, the API and the download."""

import django_filters

from reports.enums import OrderState
from reports.models import Order
from shnor_portal.common.filtering import WholeNumberFilter, YearFilter


class OrderFilter(django_filters.FilterSet):
    """Orders by state, year of the day they were registered, and list."""

    state = django_filters.ChoiceFilter(choices=OrderState.choices, label="Состояние", empty_label="любое")
    registered_year = YearFilter(field_name="registered_on", lookup_expr="year", label="Год")
    risk_list = WholeNumberFilter(label="Перечень")

    class Meta:
        model = Order
        fields = ["state", "registered_year", "risk_list"]
