"""Indicators: passports that say what each figure means, and an engine that computes them. No tables, no clock."""
