"""Files about schools themselves: registers with codes, names, places."""
