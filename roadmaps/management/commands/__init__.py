"""Commands of the road."""
