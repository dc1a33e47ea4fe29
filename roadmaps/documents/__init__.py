"""Papers of the road, made from rows alone."""
