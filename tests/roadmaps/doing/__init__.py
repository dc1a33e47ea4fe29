"""Measures, evidence, lateness, reviews, doses."""
