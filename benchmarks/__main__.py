"""Runs the measurements and prints one table: `python -m benchmarks [--pledges 100000] [--postgresql]`."""

import argparse
import platform
import tempfile
from pathlib import Path

from benchmarks import counting, reads, searching, writes
from benchmarks.application import FORGET
from benchmarks.serving import resident_megabytes, served
from benchmarks.world import build


def main() -> None:
    """Build the world, serve it, measure reads and writes, print what was found."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--pledges", type=int, default=100_000)
    parser.add_argument("--postgresql", action="store_true", help="on a PostgreSQL that is started for it")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if arguments.postgresql:
            from tests.postgresql import PostgresqlServer  # noqa: PLC0415 - only where it is asked for

            with PostgresqlServer() as server:
                report(server.create_database(), arguments.pledges)
        else:
            report(f"sqlite:///{Path(folder) / 'pacta.db'}", arguments.pledges)


def report(address: str, pledges: int) -> None:
    """Print the measurements of one database."""
    name = "PostgreSQL" if address.startswith("postgresql") else "SQLite"
    print(f"{name}, {pledges} pledges, Python {platform.python_version()}, {platform.machine()}", flush=True)
    found: dict[str, float] = {"pledges loaded/s": round(build(address, pledges))}
    with served(address) as (port, process, seconds):
        found["start-up s"] = round(seconds, 2)
        found["idle MB"] = round(resident_megabytes(process))
        found |= reads.measure(port, pledges)
        found |= searching.measure(port, pledges)
        found |= counting.statistics(port)
        found |= writes.measure(port, pledges, address)
        found["MB after the load"] = round(resident_megabytes(process))
    with served(address, **{FORGET: "1"}) as (port, _process, _seconds):
        anew = reads.measure(port, pledges)
        found |= {f"{label}, made anew": value for label, value in anew.items() if label.startswith("list")}
        found |= counting.past_lists(port)
    for label, value in found.items():
        print(f"  {label:<44}{value:>10}", flush=True)


if __name__ == "__main__":
    main()
