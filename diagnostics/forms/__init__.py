"""Forms of diagnostics."""
