"""Pledges party by party: a row for each promisor and implementer, with where it stands itself."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Annotated, Any

import msgspec
from pydantic import BaseModel, Field
from sqlalchemy import Connection, select

from app.db.statements import OneOf, Query, core_table
from app.exchange.tables.list_rows import Documents
from app.ledger.entries.history import Moment, names_then, states_at
from app.ledger.model.shapes import Named, Titled, Values
from app.records.base.history.moments import today_at
from app.records.pledges.derived.deadlines import ENDED_WORDS
from app.records.pledges.record_type import PLEDGES
from app.strict_json import encode
from app.tables.parts.status_changes import StatusChangeCitation
from app.tables.sources import Source
from app.values.times.dates import DateDocument, today_utc
from app.vocabulary import PartyRole, Status, UnknownBecause

Change = tuple[str, str]
"""A status change: its pledge and its id."""


class PledgeParty(BaseModel):
    """A promisor or implementer of a pledge, and where it stands itself."""

    pledge: Titled
    party: Named
    role: PartyRole
    status: Annotated[Status, Field(description="the party's own, not that of the pledge")]
    since: Annotated[DateDocument | None, Field(description="the day from which it stands there")]
    reason: Annotated[str | None, Field(description="why, as the status change says")]
    change: Annotated[str | None, Field(description="the id of that status change")]
    sources: Annotated[list[Titled], Field(description="what that status change cites")]
    fulfilled_late: Annotated[bool, Field(description="fulfilled since a day after the due day")]
    is_reversal: Annotated[bool, Field(description="the change left fulfilled, not_fulfilled or abandoned")]
    overridden: Annotated[bool, Field(description="the change set guards of evidence aside")]
    unknown_because: Annotated[UnknownBecause | None, Field(description="why no more is known")]
    score: Annotated[
        float | None, Field(description="the mean of the latest standing assessments of its completion, from -1 to +1")
    ]
    scores: Annotated[int, Field(description="how many such assessments there are")]
    scores_differ: Annotated[bool, Field(description="the latest of them differ")]
    announced: Annotated[DateDocument | None, Field(description="when the pledge was announced")]
    due: Annotated[DateDocument | None, Field(description="until when it is owed, as amended")]
    conditional: Annotated[bool, Field(description="a condition of the pledge is not met")]
    overdue: Annotated[bool, Field(description="the due day is past, no condition unmet, and this party has not ended")]


class _Standing(msgspec.Struct, gc=False):
    """What is read of where a party stands."""

    status: str
    effective_on: Values | None
    reason: str | None
    change: str | None
    fulfilled_late: bool
    is_reversal: bool
    overridden: bool
    unknown_because: str | None


class _Scores(msgspec.Struct, gc=False):
    """What is read of its scores on an axis: as it is where there are none."""

    mean: Any = None
    number: int = 0
    disputed: bool = False


class _Assessments(msgspec.Struct, gc=False):
    completion: _Scores | None = None


class _Party(msgspec.Struct, gc=False):
    """What is read of a party."""

    participant: Values
    role: str
    status: _Standing | None
    assessments: _Assessments | None


class _Pledge(msgspec.Struct, gc=False):
    """What is read of a pledge."""

    id: str
    title: str
    announced: Values | None
    due: Values | None
    conditional: bool
    parties: list[_Party]


NO_SCORES = _Scores()
_pledge = msgspec.json.Decoder(_Pledge, float_hook=Decimal).decode


def pledge_parties(
    documents: Callable[[Connection], Documents],
    named: Sequence[str],
    moment: Moment | None,
    connection: Connection,
    day: date | None = None,
) -> Documents:
    """Yield a row for each party of the pledges that has a status; of promisors that are named, these alone.

    `overdue` is as on the day; without one, as on that of the moment, or today.
    """
    today = day or (today_utc() if moment is None else today_at(moment))
    sources = _sources_now if moment is None else partial(_sources_then, moment=moment)
    with closing(documents(connection)) as found:
        for batch in found:
            pledges = list(map(_pledge, batch))
            cited = sources(connection, [pledge.id for pledge in pledges])
            yield [
                encode(_row(pledge, party, party.status, cited, today.isoformat()))
                for pledge in pledges
                for party in pledge.parties
                if party.status is not None and _is_wanted(party, named)
            ]


def _is_wanted(party: _Party, named: Sequence[str]) -> bool:
    return not named or (party.role == PartyRole.PROMISOR and party.participant["id"] in named)


def _row(
    pledge: _Pledge, party: _Party, standing: _Standing, cited: Mapping[Change, Sequence[Values]], today: str
) -> Values:
    due = pledge.due
    scores = (party.assessments and party.assessments.completion) or NO_SCORES
    is_past = due is not None and due["to"] is not None and due["to"] < today
    return {
        "pledge": {"id": pledge.id, "title": pledge.title},
        "party": party.participant,
        "role": party.role,
        "status": standing.status,
        "since": standing.effective_on,
        "reason": standing.reason,
        "change": standing.change,
        "sources": cited.get((pledge.id, standing.change or ""), []),
        "fulfilled_late": standing.fulfilled_late,
        "is_reversal": standing.is_reversal,
        "overridden": standing.overridden,
        "unknown_because": standing.unknown_because,
        "score": scores.mean,
        "scores": scores.number,
        "scores_differ": scores.disputed,
        "announced": pledge.announced,
        "due": due,
        "conditional": pledge.conditional,
        "overdue": is_past and not pledge.conditional and standing.status not in ENDED_WORDS,
    }


_citations, _sources = core_table(StatusChangeCitation), core_table(Source)
_CITED = Query(
    select(_citations.c.pledge_id, _citations.c.status_change_id, _sources.c.id, _sources.c.title)
    .join_from(_citations, _sources, _sources.c.id == _citations.c.cited_source)
    .where(OneOf(_citations.c.pledge_id, "ids"))
    .order_by(_citations.c.pledge_id, _citations.c.status_change_id, _citations.c.position)
)


def _sources_now(connection: Connection, ids: Sequence[str]) -> dict[Change, list[Values]]:
    found: dict[Change, list[Values]] = {}
    for pledge, change, source, title in _CITED.on(connection, {"ids": ids}):
        named = found.setdefault((pledge, change), [])
        if all(one["id"] != source for one in named):
            named.append({"id": source, "title": title})
    return found


def _sources_then(connection: Connection, ids: Sequence[str], moment: Moment) -> dict[Change, list[Values]]:
    cited = {
        (state.id, change): list(dict.fromkeys(citation["source"] for citation in part.written["citations"]))
        for state in states_at(connection, PLEDGES, ids, moment).values()
        for change, part in state.parts.get("status_changes", {}).items()
    }
    wanted = {("sources", source) for sources in cited.values() for source in sources}
    titles = names_then(connection, wanted, moment.number)
    return {
        change: [{"id": source, "title": titles.get(("sources", source))} for source in sources]
        for change, sources in cited.items()
    }
