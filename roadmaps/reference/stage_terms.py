"""By which day of the school year a case leaves each stage: a plain reading of the yearly cycle (DOMAIN §7.1).

Planning is not here: its day is the municipality's own term for roadmaps.
"""

from roadmaps.enums import CaseStage

STAGE_TERMS: dict[str, tuple[int, int]] = {
    CaseStage.CANDIDATE: (9, 30),
    CaseStage.APPLIED: (9, 30),
    CaseStage.INTERVIEW_PLANNED: (9, 30),
    CaseStage.INTERVIEWED: (10, 15),
    CaseStage.DIAGNOSIS: (10, 30),
    CaseStage.DEFICITS: (11, 10),
    CaseStage.IMPLEMENTATION: (5, 31),
    CaseStage.INTERIM: (2, 15),
    CaseStage.FINAL: (6, 30),
    CaseStage.EXPERTISE: (8, 31),
}
"""Month and day; months before September belong to the second calendar year."""
