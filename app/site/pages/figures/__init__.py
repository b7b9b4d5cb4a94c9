"""Figures as SVG: where their shapes lie."""
