"""Reads that are more than one QuerySet: evidence for rules, comparisons of lists, tables of indicators."""
