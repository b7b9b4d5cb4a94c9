"""Every write: the one function that appends entries, and the commands that call it."""
