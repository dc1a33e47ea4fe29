"""Children that stand in for the real one."""
