"""Rules that need neither tables nor a network: addresses, the schedule of tries, signatures, sealing."""
