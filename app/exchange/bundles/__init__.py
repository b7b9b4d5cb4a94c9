"""Bundles that come in one request."""
