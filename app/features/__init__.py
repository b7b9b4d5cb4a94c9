"""What reads every slice and owns none: statistics, search, duplicates, changes."""
