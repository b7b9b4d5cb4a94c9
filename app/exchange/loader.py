"""Loading a bundle through the ledger: judged whole, then written, and nothing that is there already."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from sqlalchemy import Connection, Engine

from app.context import Context, context
from app.db.engines import reading_engine
from app.exchange.bundles import Bundle
from app.exchange.load_report import Report
from app.exchange.part_plan import Loading
from app.exchange.pieces import PieceWriter, Progress
from app.exchange.plan import Group, Plan, plan
from app.ledger.model.record_rows import Key

HOURS = 3600.0
"""Seconds in which even the largest bundle is compared with what is there."""


def load_bundle(
    engine: Engine,
    bundle: Bundle,
    loading: Loading | None = None,
    *,
    dry_run: bool = False,
    actor: str | None = None,
    progress: Progress = lambda _done, _all: None,
) -> Report:
    """Load a bundle and report what became of it; a dry run judges, and writes nothing.

    The bundle is an edition of a data set, by which the entries are known (`Bundle.data_set` if none is named), and
    recorded as by `actor` (the data set if nobody is). It is judged whole on one snapshot: raises `BadBundle` with all
    that is wrong with it, or with what it would do, and nothing is written. Up to 1,000 changes are written at once, if
    they fit into a second. More are written in pieces, between which others write: what they change of that which a
    piece rests on is judged again. Raises `LoadStopped` where that refuses the rest; run again, it goes on.
    """
    loading = loading or Loading(bundle.data_set)
    token = context.set(Context(actor or loading.data_set, "command line", loading.data_set))
    try:
        with _snapshots(engine) as snapshots:

            def judge(connection: Connection | None, groups: Sequence[Group], coming: set[Key]) -> Plan:
                keys = {group.record.key for group in groups}
                some = replace(bundle, records=[record for record in bundle.records if record.key in keys])
                if connection is not None:
                    return plan(connection, some, loading, coming - keys)
                with snapshots.begin() as snapshot:
                    return plan(snapshot, some, loading, coming - keys)

            with snapshots.begin() as snapshot:
                planned = plan(snapshot, bundle, loading)
            if dry_run:
                return planned.report
            writer = PieceWriter(engine, planned, judge, progress)
            writer.write()
            return replace(planned.report, left=list(dict.fromkeys([*planned.report.left, *writer.left])))
    finally:
        context.reset(token)


@contextmanager
def _snapshots(engine: Engine) -> Iterator[Engine]:
    """Open an engine for reading beside one for writing: others write meanwhile."""
    address = engine.url.render_as_string(hide_password=False)
    snapshots = reading_engine(address, connections=1, seconds=HOURS)
    try:
        yield snapshots
    finally:
        snapshots.dispose()
