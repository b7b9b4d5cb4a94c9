"""Milestones: steps towards keeping a pledge."""
