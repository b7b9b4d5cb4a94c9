"""The closed lists of words, as data: of English, of Spanish, and the adjectives of countries."""
