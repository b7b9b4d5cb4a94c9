"""Changing the status of a pledge, and withdrawing what was recorded by mistake."""
