"""Addresses of the app."""

from django.urls import URLPattern

app_name = "roadmaps"

# --- support cases ---
CASES: list[URLPattern] = []

# --- roadmaps: editing ---
ROADMAPS: list[URLPattern] = []

# --- roadmaps: building and approval ---
APPROVAL: list[URLPattern] = []

# --- measures, evidence, reviews ---
DOING: list[URLPattern] = []

# --- calendar and the city board ---
CALENDAR: list[URLPattern] = []

# --- annexes to work programmes and papers ---
PAPERS: list[URLPattern] = []

urlpatterns = [*CASES, *ROADMAPS, *APPROVAL, *DOING, *CALENDAR, *PAPERS]
