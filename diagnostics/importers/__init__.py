"""Files with results: their layouts, the metrics of free tables, and the order in which layouts are tried."""
