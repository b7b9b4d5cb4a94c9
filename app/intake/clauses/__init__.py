"""Who does what in a sentence: its verbs, the words before them that say who, and those behind that say what."""
