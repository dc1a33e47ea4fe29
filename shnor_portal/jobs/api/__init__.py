"""REST: background jobs."""
