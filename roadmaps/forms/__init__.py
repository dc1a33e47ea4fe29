"""Forms of the road."""
