"""A child that does not start."""

raise SystemExit("no such module here: parser")
