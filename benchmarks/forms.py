"""A page as some clients ask for it, compressed or with few fields, beside the same page as it is."""

from collections.abc import Iterator
from statistics import median

from benchmarks.load import get, run
from benchmarks.serving import processor_seconds

ROUNDS = 5
SECONDS = 0.6
CLIENTS = 16
PAGE = "/v1/pledges?limit=50"
FORMS = {
    "compressed": get(PAGE, "Accept-Encoding: gzip"),
    "with three fields": get(f"{PAGE}&fields=title,status,due"),
}


def measure(port: int, process: int, made: str) -> dict[str, float]:
    """Return what a page costs in each form, in processor time of the page as it is: the median of rounds."""
    ratios: dict[str, list[float]] = {name: [] for name in FORMS}
    for _round in range(ROUNDS):
        plain = _seconds(port, process, get(PAGE))
        for name, request in FORMS.items():
            ratios[name].append(_seconds(port, process, request) / plain)
    return {f"list of 50 {name}, {made}: as it is": round(median(found), 2) for name, found in ratios.items()}


def _seconds(port: int, process: int, request: bytes) -> float:
    """Return the seconds that the process worked for an answer."""
    worked = processor_seconds(process)
    load = run(port, _repeat(request), CLIENTS, SECONDS)
    if load.refused:
        message = f"{load.refused} requests were refused, first: {load.first_refusal}"
        raise RuntimeError(message)
    return (processor_seconds(process) - worked) / load.answers


def _repeat(request: bytes) -> Iterator[bytes]:
    while True:
        yield request
