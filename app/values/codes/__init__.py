"""Codes of others' registers: currencies, languages, territories."""
