"""Likely duplicates: records whose names are alike. Suggestions for people, who decide what is merged."""
