"""Measurements of Pacta: ratios within one run, on this machine. `python -m benchmarks --help`."""
