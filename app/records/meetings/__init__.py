"""Meetings and who attended them."""
