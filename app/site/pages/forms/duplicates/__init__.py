"""Likely duplicates: found, compared side by side, merged, and told apart again."""
