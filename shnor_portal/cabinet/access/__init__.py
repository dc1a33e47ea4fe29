"""The access matrix: every route of the portal, every method, every role, own, foreign and absent rows.

The table in routes.py says what must hold; probe.py asks the running code; the suite fails where they differ,
and where a route has no row in the table.
"""
