"""Pacta: a tracker of what states promise each other and what came of it."""

VERSION = "0.3.0"
