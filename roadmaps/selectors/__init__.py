"""Reads of the road that are not one QuerySet."""
