"""Bodies of writing calls: what a school's own system reports."""

from datetime import date
from typing import Any

from rest_framework import serializers

from roadmaps.services.evidence_slots import LONGEST_LINK
from shnor_portal.common.rest.bodies import Body, StrictTextField

LONGEST_REPORT = 4000
LONGEST_WORD = 600
LONGEST_TITLE = 300


class StrictDayField(serializers.DateField):
    """A day as «2020-11-30»; DRF would also take other values of Python."""

    def to_internal_value(self, value: Any) -> date:
        if not isinstance(value, str):
            self.fail("invalid", format="YYYY-MM-DD")
        return super().to_internal_value(value)


class WordBody(Body):
    """A word that may be left out."""

    text = StrictTextField(max_length=LONGEST_WORD, required=False, default="", allow_blank=True)


class FinishBody(Body):
    """What was done and when. `due_day` names one of several terms; the last one left finishes the measure."""

    text = StrictTextField(max_length=LONGEST_REPORT)
    done_on = StrictDayField()
    due_day = StrictDayField(required=False, allow_null=True, default=None)


class EvidenceBody(Body):
    """A link to a page that is already published; files are attached on the portal itself."""

    title = StrictTextField(max_length=LONGEST_TITLE)
    url = StrictTextField(max_length=LONGEST_LINK)
