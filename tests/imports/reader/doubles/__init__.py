"""Layouts of the tests, named to the child by their modules."""
