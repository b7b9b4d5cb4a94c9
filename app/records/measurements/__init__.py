"""Measurements of a pledge's target, and how far they show it to have come."""
