"""What a kept database is asked, what was answered when it was made, and whether a later program still answers that."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

import httpx

from app.records.registry import COLLECTIONS
from tests.releases.bodies import FULL, PREFIX

PASSING = {"overdue", "due_soon", "review_due", "next"}
"""Members that depend on the day on which one asks, addresses of what follows, what was changed on purpose since."""

STATISTICS = (
    "overview",
    "matrix",
    "timeline",
    "compliance?by=participant",
    "trackability",
    "agreement",
    "positions?by=participant",
)
LIMIT = 40

Moment = dict[str, str]


def addresses(instants: Sequence[str]) -> Iterator[str]:
    """Yield what is asked: lists, records, parts, revisions and statistics, now and at moments of both clocks."""
    moments: list[Moment] = [{}, {"as_of": "2025-04-15"}]
    moments += [{"known_at": instant, "as_of": "2025-06-30"} for instant in instants]
    for moment in moments:
        for name, collection in COLLECTIONS.items():
            yield _address(f"/v1/{name}", moment, limit=str(LIMIT), sort="-updated_at")
            record = f"/v1/{name}/{FULL}"
            yield _address(record, moment)
            for part_type in collection.record_type.part_types.values():
                yield _address(f"{record}/{part_type.path}", moment)
        yield _address(f"/v1/pledges/{PREFIX}every-role", moment)
        yield _address(f"/v1/pledges/{PREFIX}every-role/status-changes", moment)
        yield from (_address(f"/v1/stats/{statistic}", moment) for statistic in STATISTICS if moment)
    for name in COLLECTIONS:
        yield f"/v1/{name}/{FULL}/revisions"
        yield f"/v1/{name}/{FULL}/revisions/1/differences"
    yield f"/v1/pledges/{FULL}/wordings"
    yield f"/v1/pledges/{FULL}/progress"


def _address(path: str, moment: Moment, **parameters: str) -> str:
    asked = urlencode(parameters | moment)
    return path + ("&" if "?" in path else "?") * bool(asked) + asked


def ask(client: httpx.Client, address: str) -> Any:
    """Return an answer, without what passes; its status where it is refused."""
    answer = client.get(address)
    return _lasting(answer.json()) if answer.is_success else answer.status_code


def _lasting(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _lasting(one) for name, one in value.items() if name not in PASSING}
    return [_lasting(one) for one in value] if isinstance(value, list) else value


def lost(then: Any, now: Any, place: str = "") -> Iterator[str]:
    """Yield where an answer of now lacks what was answered then, or says otherwise. Members may have come."""
    if isinstance(then, dict) and isinstance(now, dict):
        for name, value in then.items():
            if name in PASSING:
                continue
            if name in now:
                yield from lost(value, now[name], f"{place}/{name}")
            else:
                yield f"{place}/{name} is gone"
    elif isinstance(then, list) and isinstance(now, list) and len(then) == len(now):
        for index, (one, other) in enumerate(zip(then, now, strict=True)):
            yield from lost(one, other, f"{place}/{index}")
    elif then != now:
        yield f"{place} was {str(then)[:200]}, is {str(now)[:200]}"
