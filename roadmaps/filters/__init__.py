"""Filters of the road: one for the page, the API and the download."""
