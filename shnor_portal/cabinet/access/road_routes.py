"""The table for the road's pages: cases, roadmaps, measures, reviews, calendar, annexes, papers."""

from shnor_portal.cabinet.access.needs import Route

# --- support cases ---
CASES: dict[str, Route] = {}

# --- roadmaps: editing ---
ROADMAPS: dict[str, Route] = {}

# --- roadmaps: building and approval ---
APPROVAL: dict[str, Route] = {}

# --- measures, evidence, reviews ---
DOING: dict[str, Route] = {}

# --- calendar and the city board ---
CALENDAR: dict[str, Route] = {}

# --- annexes to work programmes and papers ---
PAPERS: dict[str, Route] = {}

ROAD: dict[str, Route] = {**CASES, **ROADMAPS, **APPROVAL, **DOING, **CALENDAR, **PAPERS}
