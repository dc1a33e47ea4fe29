"""Plans that people bring: recognised from plain tables and text. Pure functions, no tables of the database."""
