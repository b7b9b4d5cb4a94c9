"""In and out: records as people keep them in files, and how they get into the database and out of it."""
