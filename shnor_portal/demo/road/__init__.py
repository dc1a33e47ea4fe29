"""The demo city's year of support: cases, roadmaps and work on them, in the school year that is going on today."""
