"""Reading of files from outside, in a guarded child process. Pure Python: no Django below this package."""
