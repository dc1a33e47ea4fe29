"""One filter for the page, the API and the download."""

import django_filters

from shnor_portal.jobs.models import Job, JobState


class JobFilter(django_filters.FilterSet):
    """Jobs by state and kind."""

    state = django_filters.ChoiceFilter(choices=JobState.choices, label="Состояние", empty_label="любое")

    class Meta:
        model = Job
        fields = ["state", "kind"]
