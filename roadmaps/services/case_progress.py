"""A case that follows its roadmap: others call this in the transaction of their act."""

from roadmaps.enums import CaseStage
from roadmaps.lifecycle import CASE
from roadmaps.models import Roadmap, SupportCase
from roadmaps.services.case_steps import step
from roadmaps.services.guards import locked_case
from shnor_portal.accounts.models import User


def follow_roadmap(roadmap: Roadmap, by: User | None) -> SupportCase | None:
    """Planning ends when the school's roadmap is in force: implementation begins. Otherwise nothing happens.

    Rights were asked for the act on the roadmap; here none are.
    """
    if roadmap.case_id is None or not roadmap.is_in_force:
        return None
    case = locked_case(roadmap.case_id)
    if case.stage != CaseStage.PLANNING or case.is_paused:
        return None
    return step(case, CASE["implement"], by, text="Дорожная карта утверждена")
