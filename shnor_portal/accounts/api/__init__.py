"""REST: what concerns the person and her municipalities, and calls that are safe to repeat."""
