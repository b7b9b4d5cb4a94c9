"""Parts with a history of their own, one file a part type."""
