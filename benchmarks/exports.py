"""All pledges on their way out, over HTTP, at a hundredth, a tenth and all of their number: rates, and memory."""

import tempfile
import threading
import time
from http import HTTPStatus
from pathlib import Path
from zipfile import ZipFile

import httpx

from app.access.keys import create_key
from app.db.engines import writing_engine
from app.vocabulary import Scope
from benchmarks.row_copies import copy_rows
from benchmarks.serving import processor_seconds, resident_megabytes, rest, served
from benchmarks.tables import FIRST, download
from benchmarks.world.build import build

BUILT = 1_000
"""Pledges that are written as pledges are."""

SHORTEST = 50
"""Of how many of these the others are copies: those with the shortest documents, so that a million take 5 GB."""

PARTS_OF_EVERY = 10
"""Only so many-th copies have their parts."""

PATHS = {"ndjson": "/v1/pledges.ndjson", "csv": "/v1/pledges.csv", "bundle": "/v1/export.jsonl"}
LONGEST = 7_200.0
"""Seconds that an answer or a release may take."""

Found = dict[str, float]


def measure(address: str, pledges: int) -> Found:
    """Return what exports take, at three sizes of the world. Each is made by a service of its own."""
    build(address, BUILT)
    found, copied = dict[str, float](), 1
    for size in (pledges // 100, pledges // 10, pledges):
        copies = 1 + max(0, size - BUILT) // SHORTEST
        copy_rows(address, range(copied, copies), shortest=SHORTEST, parts_of_every=PARTS_OF_EVERY)
        copied = copies
        for name, path in PATHS.items():
            found |= _told(f"{size} {name}", _exported(address, path))
        found |= _told(f"{size} release", _released(address))
    return found


def _told(name: str, found: Found) -> Found:
    told = {f"{name}: {label}": value for label, value in found.items()}
    print(told, flush=True)
    return told


def _exported(address: str, path: str) -> Found:
    with served(address) as (port, process, _seconds):
        download(port, process, FIRST, LONGEST)
        rest(process)
        before, worked = resident_megabytes(process), processor_seconds(process)
        seconds, size, _lines, memory = download(port, process, path, LONGEST)
        worked = processor_seconds(process) - worked
    return _rates(size, seconds, worked) | {"MB of memory more": round(memory - before)}


def _released(address: str) -> Found:
    """Make a release by a request and wait for it; return what it took."""
    engine = writing_engine(address)
    with engine.begin() as connection:
        key = create_key(connection, "the benchmark", frozenset({Scope.ADMIN}))
    engine.dispose()
    with tempfile.TemporaryDirectory() as folder, served(address, PACTA_RELEASES=folder) as (port, process, _seconds):
        download(port, process, FIRST, LONGEST)
        rest(process)
        client = httpx.Client(base_url=f"http://127.0.0.1:{port}", headers={"Authorization": f"Bearer {key}"})
        items = client.get("/v1/releases").raise_for_status().json()["items"]
        version = str(1 + len(items))
        before, worked, begun = resident_megabytes(process), processor_seconds(process), time.perf_counter()
        client.post("/v1/releases", json={"version": version}, timeout=60).raise_for_status()
        most, pause = before, threading.Event()
        while (answer := client.get(f"/v1/releases/{version}")).status_code != HTTPStatus.OK:
            if answer.json().get("release", {}).get("state") == "failed":
                raise RuntimeError(answer.text)
            most = max(most, resident_megabytes(process))
            pause.wait(0.2)
        seconds, worked = time.perf_counter() - begun, processor_seconds(process) - worked
        client.close()
        (file,) = Path(folder).glob("*.zip")
        with ZipFile(file) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        more = {"MB of the file": round(file.stat().st_size / 1e6, 1), "MB of memory more": round(most - before)}
    return _rates(unpacked, seconds, worked) | more


def _rates(size: int, seconds: float, worked: float) -> Found:
    return {
        "MB": round(size / 1e6),
        "s": round(seconds, 1),
        "MB/s": round(size / seconds / 1e6, 1),
        "MB a processor second": round(size / max(worked, 0.01) / 1e6, 1),
    }
