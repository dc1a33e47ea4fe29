"""REST: imports, from upload to undo."""
