"""The figures of `make mutants`: how many faults in each module the tests have noticed. Ends with 1 below `ENOUGH`.

A mutant is the code with one fault. What is called while modules are imported, such as the filters of a list and the
table of guards, is told from the original only by tests that call it themselves.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

ENOUGH = 85
"""Percent."""

FOLDER = Path("mutants")
LIVING = (None, 0, 5, 33)
"""How the tests of a mutant end that nothing has killed: not at all, well, or without any that runs it."""


def figures(folder: Path = FOLDER) -> Iterator[tuple[str, int, int]]:
    """Yield the modules with how many mutants they have, and how many of those were killed."""
    for file in sorted(folder.rglob("*.py.meta")):
        codes = json.loads(file.read_text())["exit_code_by_key"].values()
        if codes:
            killed = sum(code not in LIVING for code in codes)
            yield file.relative_to(folder).as_posix().removesuffix(".meta"), len(codes), killed


def main() -> int:
    """Print the figures."""
    total = killed = 0
    for module, made, found in figures():
        print(f"{found / made:6.1%}  {found:4} of {made:4}  {module}")
        total, killed = total + made, killed + found
    if total == 0:
        print("There are none: `make mutants` makes them.")
        return 1
    print(f"{killed / total:6.1%}  {killed:4} of {total:4}  in all; `mutmut results` names those that live")
    return 0 if 100 * killed >= ENOUGH * total else 1


if __name__ == "__main__":
    sys.exit(main())
