"""Library of typical measures for roadmaps of schools and of the city."""
