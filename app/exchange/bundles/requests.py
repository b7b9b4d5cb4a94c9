"""Bundles that come as the body of a request: read, loaded beside other work, and reported on."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import replace
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection

from app.context import context
from app.db.database import Database
from app.errors import BundleStopped, Fault, Invalid, Unavailable
from app.exchange.formats.bundle import Bundle, read_root
from app.exchange.formats.faults import BadBundle, BundleFault
from app.exchange.formats.strict_yaml import BadYaml, nodes_of, parse
from app.exchange.loading.load_report import Report
from app.exchange.loading.loader import Reach, load, snapshots_of
from app.exchange.loading.part_plan import Loading
from app.exchange.loading.pieces import LoadStopped
from app.strict_json import TooManyValues, decode

BODY = "body"
WAITING = 8
"""How many bundles may wait, or be loaded: one at a time, since comparing takes as much of the processor as it gets."""

T = TypeVar("T")


def bundle_of(body: bytes, *, is_yaml: bool) -> Bundle:
    """Return the bundle of a body. Raises `Invalid` or `MalformedJson` for what is no such text."""
    bundle = Bundle(BODY)
    if is_yaml:
        try:
            root = parse(body)
        except BadYaml as error:
            detail = "The body is not YAML as bundles are written in."
            raise Invalid(detail, faults=[Fault(message, line=line) for line, message in error.faults]) from None
    else:
        try:
            root = nodes_of(decode(body))
        except TooManyValues as error:
            raise TooManyValues(f"{error.detail}, or all of it to /v1/imports as JSON Lines") from None
    read_root(BODY, root, bundle)
    return bundle


class BundleLoader:
    """Loads the bundles of requests, one at a time, in a thread of its own; its pieces wait for the one writer."""

    def __init__(self, database: Database) -> None:
        """Make the thread."""
        self._database = database
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="pacta-bundles")
        self._now = 0

    async def stop(self) -> None:
        """Wait for the bundle that is being loaded; those that wait are left. Loading needs the loop and the writer."""
        await asyncio.to_thread(self._thread.shutdown, wait=True, cancel_futures=True)

    async def __call__(self, body: bytes, *, is_yaml: bool, loading: Loading, dry_run: bool) -> Report:
        """Load a body and return what became of it. Raises what is wrong with it, all at once."""
        if self._now >= WAITING:
            detail = "Too many bundles are waiting. Nothing was written: try again."
            raise Unavailable(detail)
        loop = asyncio.get_running_loop()

        def transact(piece: Callable[[Connection], T]) -> T:
            return asyncio.run_coroutine_threadsafe(self._database.write(piece), loop).result()

        def run() -> Report:
            context.set(replace(context.get(), data_set=loading.data_set))
            bundle = bundle_of(body, is_yaml=is_yaml)
            with snapshots_of(self._database.write.engine) as snapshots:
                return load(Reach(snapshots, transact), bundle, loading, dry_run=dry_run)

        self._now += 1
        try:
            return await loop.run_in_executor(self._thread, partial(copy_context().run, run))
        except LoadStopped as stopped:
            detail = "What was written here meanwhile refuses the rest of the bundle."
            faults = [fault_of(fault) for fault in stopped.faults]
            raise BundleStopped(detail, faults=faults, written=stopped.written, left=stopped.left) from None
        except BadBundle as bad:
            detail = "Nothing of the bundle was written."
            raise Invalid(detail, faults=[fault_of(fault) for fault in bad.faults]) from None
        finally:
            self._now -= 1


def fault_of(fault: BundleFault) -> Fault:
    """Return what is wrong with a bundle as a request's fault: where in the body, by pointer and, in YAML, by line."""
    return Fault(fault.message, pointer=fault.pointer, line=fault.line)
