"""Foreign bytes are parsed in a child process that can do nothing but answer. No Django, no parser in this package."""
