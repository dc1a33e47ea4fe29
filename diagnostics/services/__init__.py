"""Writes of diagnostics: one file per noun, verbs inside."""
