"""Reference books of the programme: what a department starts its year with, each entry with its source. Pure data."""
