"""Rules of the road on plain values: no tables, no clock of a request."""
