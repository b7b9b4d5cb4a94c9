"""Amendments: what the parties changed of a pledge itself, from which day on."""
