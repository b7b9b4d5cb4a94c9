"""Runs the measurements and prints what they found: `python -m benchmarks [--pledges 100000] [--postgresql]`.

With `--growth` it measures instead what writes cost as a pledge grows, with `--lists` what pages of lists cost, with
`--pages` what the pages that people see cost, with
`--renames` how the documents of all pledges follow a renamed participant, with `--loads` how long writes wait while a
bundle is loaded, with `--imports` what reading tables by a mapping costs, with `--tables` what
tables and the bundle of all pledges cost beside a bare loop, with `--exports` how exports and a release of up to a
million pledges keep memory flat, with `--writes` what writes cost beside their
bare statements and beside reads, with `--releases` what making a data release takes, with `--statistics` what
statistics cost, counted anew. With `--intake FOLDER` it measures how well texts are read, beside the gold of the
folder, with `--intake-reports FOLDER` how well the reports are read that the seeds cite, beside the seeds.

`--at FILE` lets the SQLite database stand in a file that stays: where the world of that size stands in it already, it
is measured again, and not built.
"""

import argparse
import platform
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks import (
    bounds,
    counting,
    exports,
    growth,
    imports,
    lists,
    loads,
    pages,
    reads,
    releases,
    renames,
    searching,
    tables,
    verifying,
    waits,
    webhooks,
    write_path,
    writes,
)
from benchmarks.application import FORGET
from benchmarks.copies import copy
from benchmarks.intake.measuring import measure_texts
from benchmarks.serving import resident_megabytes, served
from benchmarks.world.build import build

Found = dict[str, float]

# Durable, as in operation. Room for what is read again and again, as any server of that size is given.
POSTGRESQL = {"listen_addresses": "", "shared_buffers": "1GB", "max_wal_size": "8GB"}


IN_WORLDS: dict[str, tuple[Callable[[str, int], Found], int]] = {
    "loads": (loads.measure, 5_000),
    "imports": (imports.measure, 100_000),
    "exports": (exports.measure, 1_000_000),
    "tables": (tables.measure, 300_000),
    "bounds": (bounds.measure, 20_000),
    "releases": (releases.measure, 20_000),
    "lists": (lists.measure, 20_000),
    "pages": (pages.measure, 2_000),
    "writes": (write_path.measure, 20_000),
    "statistics": (counting.measure, 100_000),
    "webhooks": (webhooks.measure, 5_000),
}
"""What is measured in a world of its own, by its option, and of how many pledges that is unless told."""


def main() -> None:
    """Build the world, serve it, measure, print what was found."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--pledges", type=int, help="of the world: 100,000, or 20,000 for lists and writes")
    parser.add_argument("--postgresql", action="store_true", help="on a PostgreSQL that is started for it")
    parser.add_argument("--at", type=Path, help="the file of the SQLite database, which stays for another time")
    parser.add_argument("--copies", type=int, default=1, help="then let each pledge be there so often, and count again")
    parser.add_argument("--growth", action="store_true", help="instead, what writes cost as a single pledge grows")
    parser.add_argument("--lists", action="store_true", help="instead, lists beside the bare driver, and of earlier")
    parser.add_argument("--pages", action="store_true", help="instead, the pages that people see: of 2,000 pledges")
    parser.add_argument("--renames", action="store_true", help="instead, renaming what all pledges refer to")
    parser.add_argument(
        "--loads", action="store_true", help="instead, loading a bundle beside writes: of 5,000 pledges"
    )
    parser.add_argument("--imports", action="store_true", help="instead, reading a table by a mapping: of 100,000 rows")
    parser.add_argument("--tables", action="store_true", help="instead, tables and the bundle of 300,000 pledges")
    parser.add_argument("--exports", action="store_true", help="instead, everything out, up to a million pledges: 5 GB")
    parser.add_argument("--bounds", action="store_true", help="instead, duplicates of many, and the largest records")
    parser.add_argument("--webhooks", action="store_true", help="instead, delivering 5,000 entries under kills")
    parser.add_argument("--writes", action="store_true", help="instead, writes beside their own statements and reads")
    parser.add_argument("--statistics", action="store_true", help="instead, statistics alone: of 100,000 pledges")
    parser.add_argument("--releases", action="store_true", help="instead, making a data release: time and memory")
    parser.add_argument("--intake", type=Path, metavar="FOLDER", help="instead, how well its texts are read")
    parser.add_argument("--intake-reports", type=Path, metavar="FOLDER", help="instead, how well its reports are read")
    arguments = parser.parse_args()
    if arguments.growth:
        measure: Callable[[str], None] = grown
    elif arguments.intake or arguments.intake_reports:
        texts, reports = arguments.intake or arguments.intake_reports, arguments.intake is None
        measure = partial(measure_texts, folder=texts, reports=reports)
    elif arguments.renames:
        measure = partial(renamed, pledges=arguments.pledges or 100_000)
    elif chosen := next((name for name in IN_WORLDS if getattr(arguments, name)), None):
        program, usual = IN_WORLDS[chosen]
        measure = partial(in_world, program, pledges=arguments.pledges or usual)
    else:
        measure = partial(report, pledges=arguments.pledges or 100_000, copies=arguments.copies)
    with tempfile.TemporaryDirectory() as folder:
        if arguments.postgresql:
            from tests.postgresql import PostgresqlServer  # noqa: PLC0415 - only where it is asked for

            with PostgresqlServer(options=POSTGRESQL) as server:
                measure(server.create_database())
        else:
            measure(f"sqlite:///{arguments.at or Path(folder) / 'pacta.db'}")


def grown(address: str) -> None:
    """Print what growth costs on one database."""
    print(f"{_name(address)}, Python {platform.python_version()}, {platform.machine()}", flush=True)
    tell(growth.measure(address) | waits.measure(address), width=66)


def in_world(measure: Callable[[str, int], Found], address: str, pledges: int) -> None:
    """Print what is measured in a world of its own on one database."""
    print(f"{_name(address)}, {pledges} pledges, Python {platform.python_version()}, {platform.machine()}", flush=True)
    tell(measure(address, pledges), width=66)


def renamed(address: str, pledges: int) -> None:
    """Print what renaming costs on one database."""
    print(f"{_name(address)}, {pledges} pledges, Python {platform.python_version()}, {platform.machine()}", flush=True)
    tell(renames.measure(address, pledges), width=66)


def _name(address: str) -> str:
    return "PostgreSQL" if address.startswith("postgresql") else "SQLite"


def report(address: str, pledges: int, copies: int) -> None:
    """Print the measurements of one database."""
    name = _name(address)
    print(f"{name}, {pledges} pledges, Python {platform.python_version()}, {platform.machine()}", flush=True)
    tell({"pledges loaded/s": round(build(address, pledges))})
    for found in measured(address, pledges):
        tell(found)
    if copies > 1:
        copy(address, copies)
        print(f"{name}, {pledges * copies} pledges", flush=True)
        with served(address) as (port, _process, _seconds):
            tell(searching.measure(port, pledges))
        for found in counting.statistics(address, pledges * copies):
            tell(found)


def measured(address: str, pledges: int) -> Iterator[Found]:
    """Yield the measurements of a database as it was built."""
    with served(address) as (port, process, seconds):
        yield {"start-up s": round(seconds, 2), "idle MB": round(resident_megabytes(process))}
        yield reads.measure(port, pledges)
    with served(address, **{FORGET: "1"}) as (port, _process, _seconds):
        anew = reads.measure(port, pledges)
        yield {f"{label}, made anew": value for label, value in anew.items() if label.startswith("list")}
        yield lists.past(port)
    yield from counting.statistics(address, pledges)
    yield verifying.measure(address)
    with served(address) as (port, process, _seconds):
        yield searching.measure(port, pledges)
        # Last: what it leaves to be done in idle time would run beside the others.
        yield writes.measure(port, pledges, address)
        yield {"MB after the load": round(resident_megabytes(process))}


def tell(found: Found, width: int = 44) -> None:
    """Print what was found."""
    for label, value in found.items():
        print(f"  {label:<{width}}{value:>10}", flush=True)


if __name__ == "__main__":
    main()
