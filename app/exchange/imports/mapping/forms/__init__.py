"""The forms in which files write dates, numbers, scores and texts."""
