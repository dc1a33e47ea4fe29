"""Pages of diagnostics: greet, point, and one call into the domain."""
