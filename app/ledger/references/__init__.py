"""Which record refers to which, and who took the place of those that were merged."""
