"""Loading a bundle through the ledger: judged whole, then written, and nothing that is there already."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TypeVar

from sqlalchemy import Connection, Engine

from app.context import Context, context
from app.db.engines import reading_engine
from app.exchange.formats.bundle import Bundle
from app.exchange.formats.faults import BadBundle, BundleFault
from app.exchange.garbage import release, without_full_collections
from app.exchange.loading.load_report import Report
from app.exchange.loading.load_warnings import warnings_of
from app.exchange.loading.part_plan import Loading
from app.exchange.loading.pieces import PieceWriter, Progress, Rest, Transact
from app.exchange.loading.plan import Group, Plan, plan
from app.ledger.model.record_rows import Key

HOURS = 3600.0
"""Seconds in which even the largest bundle is compared with what is there."""

TRIES = 20
"""How often what is refused is left out, to see what becomes of the rest."""

T = TypeVar("T")
Planned = Callable[[Report, int], None]


@dataclass(frozen=True)
class Reach:
    """How a load reaches the database: snapshots to judge on, transactions to write in, and rests between these."""

    snapshots: Engine
    transact: Transact
    rest: Rest | None = None


def load_bundle(
    engine: Engine,
    bundle: Bundle,
    loading: Loading | None = None,
    *,
    dry_run: bool = False,
    actor: str | None = None,
    progress: Progress = lambda _done, _all: None,
) -> Report:
    """Load a bundle through an engine that writes, as `load` does, recorded as by `actor` or the data set."""

    def transact(piece: Callable[[Connection], T]) -> T:
        with engine.begin() as connection:
            return piece(connection)

    loading = loading or Loading(bundle.data_set)
    token = context.set(Context(actor or loading.data_set, "command line", loading.data_set))
    try:
        with snapshots_of(engine) as snapshots:
            return load(Reach(snapshots, transact), bundle, loading, dry_run=dry_run, progress=progress)
    finally:
        context.reset(token)


@without_full_collections()
def load(
    reach: Reach,
    bundle: Bundle,
    loading: Loading,
    *,
    dry_run: bool = False,
    progress: Progress = lambda _done, _all: None,
    planned: Planned = lambda _report, _changes: None,
    warns: bool = True,
) -> Report:
    """Load a bundle and report what became of it; a dry run judges, and writes nothing.

    The bundle is an edition of a data set, by which the entries are known. It is judged whole on one snapshot: raises
    `BadBundle` with all that is wrong with it, or with what it would do, and nothing is written. Up to 1,000 changes
    are written at once, if they fit into a second. More are written in pieces, between which others write: what they
    change of that which a piece rests on is judged again. Raises `LoadStopped` where that refuses the rest; run again,
    it goes on. `planned` is called once all is judged, with how many changes are to be written; `warns`: the
    report tells what is doubtful, too.
    """

    def judge(connection: Connection | None, groups: Sequence[Group], coming: set[Key]) -> Plan:
        keys = {group.record.key for group in groups}
        some = replace(bundle, records=[record for record in bundle.records if record.key in keys])
        if connection is not None:
            return plan(connection, some, loading, coming - keys)
        with reach.snapshots.begin() as snapshot:
            return plan(snapshot, some, loading, coming - keys)

    with reach.snapshots.begin() as snapshot:
        made = plan(snapshot, bundle, loading)
        report = replace(made.report, warnings=warnings_of(snapshot, made)) if warns else made.report
    planned(report, sum(len(group.changes) for group in made.groups))
    if dry_run:
        return report
    writer = PieceWriter(reach.transact, made, judge, progress, is_checked=not loading.as_copy, rest=reach.rest)
    writer.write()
    release(made.groups)
    return replace(report, left=list(dict.fromkeys([*report.left, *writer.left])))


def load_the_rest(
    reach: Reach, bundle: Bundle, loading: Loading, *, dry_run: bool
) -> tuple[Report, Sequence[BundleFault]]:
    """Load a bundle without the records that are refused; return what became of the rest, and why these are."""
    refused: list[BundleFault] = []
    for _try in range(TRIES):
        if not bundle.records:
            break
        try:
            return load(reach, bundle, loading, dry_run=dry_run, warns=False), refused
        except BadBundle as bad:
            refused += bad.faults
            wrong = {fault.record for fault in bad.faults}
            kept = [record for record in bundle.records if record.key not in wrong]
            if len(kept) == len(bundle.records):
                break
            bundle = replace(bundle, records=kept)
    return Report(), refused


@contextmanager
def snapshots_of(engine: Engine) -> Iterator[Engine]:
    """Open an engine for reading beside one for writing: others write meanwhile."""
    address = engine.url.render_as_string(hide_password=False)
    snapshots = reading_engine(address, connections=1, seconds=HOURS)
    try:
        yield snapshots
    finally:
        snapshots.dispose()
