"""Bundles as files and bodies hold them: read strictly, each fault with its place."""
