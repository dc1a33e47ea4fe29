"""Writes of the road: one module per noun, verbs inside."""
