"""REST: results, indicators, rules and lists."""
