"""REST: the register of schools."""
