"""Resources of the road."""
