"""Doors of the API that belong to no app: tokens, who am I, the schema and its reading room."""
