"""Pages: what each takes of the processor when it is made anew, how fast a kept one is answered, how large it is."""

import gzip
from itertools import repeat
from pathlib import Path

import httpx

from benchmarks.application import FORGET
from benchmarks.load import get, run
from benchmarks.serving import processor_seconds, served
from benchmarks.world.build import build

CSS = Path(__file__).parents[1] / "app" / "site" / "static" / "pages.css"
PLEDGE = "pledge-0000001"
PATHS = (
    "/",
    "/es/",
    "/due",
    "/pledges",
    f"/pledges/{PLEDGE}",
    f"/es/pledges/{PLEDGE}",
    "/participants/state-1",
    "/compare?a=state-1&b=state-2",
    "/search?q=pledge",
    "/method",
)
ROUNDS = 10
CLIENTS, SECONDS = 16, 1.0


def measure(address: str, pledges: int) -> dict[str, float]:
    """Return, of each page: milliseconds of the processor made anew, kilobytes, and its rate to the detail's, kept."""
    build(address, pledges)
    found: dict[str, float] = {"CSS, kB compressed": round(len(gzip.compress(CSS.read_bytes())) / 1000, 1)}
    headers = {"Accept": "text/html", "Accept-Encoding": "identity"}
    shown = []
    with (
        served(address, **{FORGET: "1"}) as (port, process, _seconds),
        httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=60) as client,
    ):
        for path in PATHS:
            answer = client.get(path)
            if answer.status_code != httpx.codes.OK:
                continue
            shown.append(path)
            found[f"{path}, kB"] = round(len(answer.content) / 1000, 1)
            before = processor_seconds(process)
            for _ in range(ROUNDS):
                client.get(path)
            found[f"{path}, made anew, ms"] = round(1000 * (processor_seconds(process) - before) / ROUNDS, 1)
    with served(address) as (port, process, _seconds):
        detail = _milliseconds(port, process, f"/v1/pledges/{PLEDGE}")
        for path in shown:
            found[f"{path}, kept : detail"] = round(detail / _milliseconds(port, process, path), 2)
    return found


def _milliseconds(port: int, process: int, path: str) -> float:
    """Return what an answer takes of the processor."""
    request = get(path)
    if not path.startswith("/v1/"):
        request = request.replace(b"application/json", b"text/html")
    requests = repeat(request)
    run(port, requests, CLIENTS, 0.5)
    before = processor_seconds(process)
    load = run(port, requests, CLIENTS, SECONDS)
    return 1000 * (processor_seconds(process) - before) / (load.per_second * SECONDS)
