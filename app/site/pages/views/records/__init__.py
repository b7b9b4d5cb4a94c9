"""The pages of single records."""
