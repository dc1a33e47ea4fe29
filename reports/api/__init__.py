"""REST: orders."""
