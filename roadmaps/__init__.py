"""The school's year of support: case, roadmap, measures, evidence, monthly reviews, exit."""
