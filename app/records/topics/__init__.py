"""Topics: what records are about."""
