"""REST: resources of diagnostics."""
