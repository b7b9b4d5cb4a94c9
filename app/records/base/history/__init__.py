"""Records and lists as they were at a moment."""
