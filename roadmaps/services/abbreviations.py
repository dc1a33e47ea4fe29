"""The author's own words for abbreviations of a roadmap, printed in the list after its table."""

from collections.abc import Mapping

from django.db import transaction

from roadmaps.models import Roadmap
from roadmaps.services.edit_rows import open_for_editing
from shnor_portal.accounts.models import User
from shnor_portal.audit.services import record
from shnor_portal.common.canonical import fingerprint
from shnor_portal.common.refusals import Refusal
from shnor_portal.common.text import clean_text

LONGEST = 200
MOST = 300


def abbreviations_mark(roadmap: Roadmap) -> str:
    """What a form remembers of the words it showed."""
    return fingerprint(roadmap.abbreviations)


@transaction.atomic
def set_abbreviations(*, roadmap_id: int, words: Mapping[str, str], mark: str, by: User) -> Roadmap:
    """Keep the author's words; an empty one leaves the abbreviation out of the list.

    Raises PermissionDenied, Refusal STATE for a roadmap that is handed in, STALE when a colleague was faster,
    TEXT_TOO_LONG.
    """
    roadmap = open_for_editing(roadmap_id, by)
    if mark != abbreviations_mark(roadmap):
        raise Refusal(
            "STALE",
            "Пока страница была открыта, сокращения изменил другой человек.",
            "Сверьте своё с сохранённым и сохраните ещё раз.",
        )
    roadmap.abbreviations = {short[:20]: _clean(short, text) for short, text in list(words.items())[:MOST]}
    roadmap.save(update_fields=["abbreviations"])
    details = {"count": len(roadmap.abbreviations)}
    record(action="roadmap.abbreviations", by=by, on=roadmap, municipality_id=roadmap.municipality_id, details=details)
    return roadmap


def _clean(short: str, text: str) -> str:
    reading = clean_text(" ".join(text.split()), LONGEST)
    for problem in reading.problems:
        raise Refusal(problem.code, f"{short}: {problem.message}.", problem.hint, status=400)
    return reading.value
