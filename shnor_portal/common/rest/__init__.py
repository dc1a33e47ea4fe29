"""What every REST resource stands on: rows from columns, one door to them, and strict parameters."""
