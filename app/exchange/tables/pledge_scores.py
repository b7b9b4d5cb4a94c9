"""Scores of one assessor as a wide table: pledges in rows, members in columns, as compliance is published.

It is what `examples/import_scores.py` reads: ids, texts, a column for each member, and nothing where nobody judged.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from typing import Annotated, Any

from pydantic import BaseModel, Field
from sqlalchemy import ColumnElement, Connection, Select, select

from app.db.statements import OneOf, core_table
from app.exchange.tables.list_rows import Documents
from app.ledger.model.shapes import ParticipantId
from app.records.base.columns import Column
from app.records.base.lists.bindings import Present
from app.records.base.lists.list_queries import Active, Walk
from app.records.pledges.queries import COLLECTION
from app.records.pledges.schemas import PledgeQuery
from app.strict_json import decode_kept, encode
from app.tables.participants import Participant
from app.tables.parts.assessments import Assessment
from app.values.times.dates import EdtfDate
from app.vocabulary import Axis

LONGEST_SCHEME = 80


class ScoresQuery(PledgeQuery):
    """Of which pledges, and whose scores."""

    assessor: Annotated[ParticipantId, Field(description="whose scores")]
    axis: Annotated[Axis, Field(description="what is judged")] = Axis.COMPLETION
    period: Annotated[EdtfDate | None, Field(description="for exactly this period; without it, the latest")] = None
    scheme: Annotated[
        str | None,
        Field(
            max_length=LONGEST_SCHEME,
            description="the register whose ids of pledges stand in the first column, where it has any; else ours",
        ),
    ] = None


class PledgeScores(BaseModel):
    """A pledge, and the score of each member that was judged."""

    id: str
    text: Annotated[str, Field(description="the wording of the pledge, its title where there is none")]
    scores: Annotated[
        dict[str, int], Field(description="-1, 0 or 1 by the id of the member; elsewhere each member has a column")
    ]


def pledge_scores(
    documents: Callable[[Connection], Documents], query: ScoresQuery, connection: Connection
) -> Documents:
    """Yield the scores of the pledges."""
    of_pledges = _of(query, select(_rows.c.pledge_id, _rows.c.party, _rows.c.score)).where(
        OneOf(_rows.c.pledge_id, "ids")
    )
    # The latest comes last, and stays.
    latest = of_pledges.order_by(_rows.c.period_last_day, _rows.c.entry)
    with closing(documents(connection)) as found:
        for batch in found:
            pledges = [decode_kept(document) for document in batch]
            scores: dict[str, dict[str, int]] = {pledge["id"]: {} for pledge in pledges}
            for pledge, party, score in connection.execute(latest, {"ids": list(scores)}):
                scores[pledge][party] = score
            yield [
                encode(
                    {
                        "id": pledge["external_ids"].get(query.scheme, pledge["id"]),
                        "text": (pledge["wording"] or {}).get("text") or pledge["title"],
                        "scores": scores[pledge["id"]],
                    }
                )
                for pledge in pledges
            ]


_rows = core_table(Assessment)


def _of(query: ScoresQuery, statement: Select[Any]) -> Select[Any]:
    """Return a statement about the assessments that stand and are asked for."""
    asked: list[ColumnElement[bool]] = [_rows.c.assessor == query.assessor, _rows.c.axis == query.axis]
    if query.period is not None:
        asked.append(_rows.c.period == query.period)
    return statement.where(_rows.c.superseded.is_(False), _rows.c.withdrawn_at.is_(None), *asked)


def score_columns(active: Active, query: ScoresQuery, connection: Connection) -> Sequence[Column]:
    """Return the columns: id and text, then each member that has a score, by its name."""
    walk = Walk(COLLECTION.list_definition, active, "id", descending=False, payload="document")
    binding = Present(COLLECTION.list_definition.table)
    matching = select(binding.key).select_from(binding.source)
    matching = matching.where(*COLLECTION.list_definition.conditions(walk.counted, walk.audience, binding))
    people = core_table(Participant)
    named = select(people.c.id, people.c.name).join_from(_rows, people, people.c.id == _rows.c.party).distinct()
    named = _of(query, named).where(_rows.c.pledge_id.in_(matching))
    found = connection.execute(named, walk.parameters)
    members: list[tuple[str, str]] = sorted(((row[0], row[1]) for row in found), key=lambda member: member[::-1])
    often = Counter(name for _id, name in members)
    return [
        # Of a register that is named it holds the ids, which may be any texts.
        Column("id", "text", "the id", ("id",)),
        Column("text", "text", "the wording", ("text",)),
        *(
            Column(name if often[name] == 1 else member, "number", f"the score of {member}", ("scores", member))
            for member, name in members
        ),
    ]
