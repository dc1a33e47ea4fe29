"""What a resource may ask for besides a permission."""

SIGNED_IN = ""
"""Nothing beyond signing in."""
