"""Rules that select schools with low results: data in, three-valued verdicts with reasons out. No tables, no clock."""
