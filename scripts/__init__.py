"""Set-up, running and checking of the portal. Standard library only: it works before anything is installed."""
