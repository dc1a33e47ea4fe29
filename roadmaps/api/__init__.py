"""REST: support cases, roadmaps, measures, reviews and the calendar."""
