"""REST: support cases, roadmaps, measures, reviews."""
