"""Template tags of diagnostics."""
