"""Statements as the ledger keeps them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select

from app.errors import Fault, Invalid
from app.ledger.model.nested_tables import citations, codes, objects, texts, translations
from app.ledger.model.record_state import State
from app.ledger.model.record_type import Merging, RecordType, register_record_type
from app.ledger.model.rows.first_read import Piece
from app.ledger.model.rows.look_alikes import alike, values_of
from app.ledger.model.shapes import Values
from app.records.base.cycles import path_back, path_text
from app.records.positions.part_type import ON_STATEMENTS
from app.records.positions.position_standing import positions_on
from app.records.sources.citations import INLINE, nothing_cited
from app.records.statements.schemas import Statement
from app.tables import statements as tables
from app.values.identifiers import slug
from app.values.sort_keys import earliest_day, words_key
from app.vocabulary import StatementLinkType


def _derive(written: Values) -> str:
    """Make an id of who said what sort of thing, and when."""
    speaker = written["speaker"] or written["on_behalf_of"] or "unnamed"
    return slug(" ".join(filter(None, [speaker, written["kind"], written["said"]])))


PATHS = {StatementLinkType.IN_REPLY_TO: "answers", StatementLinkType.REPEATS: "repeats"}
"""Types of links to what was said before, which must not form a cycle, each with the words for a path along them."""


def _check(connection: Connection, before: State | None, after: State) -> None:
    """Refuse links of a statement to itself, and those that make it answer or repeat what came of it."""
    _check_record(before, after)
    known = [] if before is None else before.written["links"]
    if faults := list(_faults(connection, known, after)):
        detail = "Statements would answer or repeat each other in a cycle."
        raise Invalid(detail, faults=faults)


def _faults(connection: Connection, known: Sequence[Values], after: State) -> Iterator[Fault]:
    link = tables.StatementLink
    for index, one in enumerate(after.written["links"]):
        words, other = PATHS.get(one["type"]), one["statement"]
        if words is None or one in known:
            continue
        of_type = link.type == one["type"]
        if path := path_back(connection, link.statement_id, link.to_statement, other, after.id, of_type):
            yield Fault(f"closes a cycle: {path_text([after.id, *path], words)}", pointer=f"/links/{index}/statement")


def _check_record(_before: State | None, after: State) -> None:
    faults = [
        Fault("name another statement than this one", pointer=f"/links/{index}/statement")
        for index, link in enumerate(after.written["links"])
        if link["statement"] == after.id
    ]
    if faults:
        detail = "The statement would be linked to itself."
        raise Invalid(detail, faults=faults)


_ALIKE: Mapping[tuple[str, ...], Select[Any]] = {
    spoken_by: alike(tables.Statement, "words_key", "kind", *spoken_by)
    for spoken_by in ((), ("said_first_day",), ("speaker",), ("said_first_day", "speaker"))
}
"""The selects by what is known of a new statement beside its words: who said it, and when."""


def _columns(written: Values) -> Values:
    return {"said_first_day": earliest_day(written["said"]), "words_key": words_key(written["summary"])}


def _look_alikes(written: Values) -> Iterator[Piece]:
    """Yield the select for a statement of the same words that nobody else said, and on no other day."""
    columns = _columns(written)
    known = {"said_first_day": columns["said_first_day"], "speaker": written["speaker"]}
    told = {name: value for name, value in known.items() if value is not None}
    yield _ALIKE[tuple(told)], values_of(words_key=columns["words_key"], kind=written["kind"], **told)


STATEMENTS = register_record_type(
    RecordType(
        collection="statements",
        noun="statement",
        number=5,
        table=tables.Statement,
        written=Statement,
        nested_tables=(
            texts("topics", tables.StatementTopic, "topic"),
            texts("about", tables.StatementPledge, "pledge"),
            objects("links", tables.StatementLink, {"type": "type", "statement": "to_statement"}),
            texts("tags", tables.StatementTag, "tag"),
            codes("classifications", tables.StatementClassification),
            codes("external_ids", tables.StatementExternalId),
            translations(tables.StatementTranslation, Statement),
            citations(tables.StatementCitation),
        ),
        columns=_columns,
        derive=_derive,
        check=_check,
        check_record=_check_record,
        inline=INLINE,
        keys={"about": (), "links": ("type", "statement")},
        merging=Merging(loose=frozenset({"links"})),
        day=lambda written: earliest_day(written["said"]),
        complete=lambda document, state, names: document | {"positions": positions_on(state, names)},
        part_types={ON_STATEMENTS.name: ON_STATEMENTS},
        warn=lambda _before, after: nothing_cited(after.written),
        look_alikes=_look_alikes,
    )
)
