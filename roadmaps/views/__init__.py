"""Pages of the road."""
