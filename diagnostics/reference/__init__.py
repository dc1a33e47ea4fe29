"""Reference data of the field: calendars, minima and scales, each with its source. Pure data, editable by overrides."""
