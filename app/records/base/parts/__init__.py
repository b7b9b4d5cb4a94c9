"""Parts with a history of their own: their lists and their routes."""
