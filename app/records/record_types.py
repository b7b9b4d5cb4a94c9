"""Every record type, made known to the ledger without its routes: for what reads records and serves nothing.

A type is found by its file. The registry makes them known as well, with the collections and their routes.
"""

from importlib import import_module
from pathlib import Path

for _file in sorted(Path(__file__).parent.glob("*/record_type.py")):
    import_module(f"{__package__}.{_file.parent.name}.{_file.stem}")
