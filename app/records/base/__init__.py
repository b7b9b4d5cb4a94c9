"""What the six collections have in common: lists, details, revisions and their routes."""
