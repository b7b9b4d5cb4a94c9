"""Milestones: steps on the way to keeping a pledge."""
