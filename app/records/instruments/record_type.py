"""Instruments as the ledger keeps them."""

from sqlalchemy import Connection

from app.errors import Fault, Invalid
from app.ledger.model.nested_tables import citations, codes, different_records, objects, texts, translations
from app.ledger.model.record_state import State
from app.ledger.model.record_type import DerivedTable, Merging, RecordType, register_record_type
from app.ledger.model.rows.look_alikes import of_one_title
from app.ledger.model.shapes import Names, Values
from app.records.base.cycles import path_back, path_text
from app.records.instruments.participation.part_type import PARTICIPATION, counts, parties, party_rows
from app.records.instruments.schemas import Instrument
from app.records.sources.citations import INLINE, nothing_cited
from app.tables import instruments as tables
from app.values.identifiers import slug
from app.values.sort_keys import earliest_day, sort_key
from app.vocabulary import InstrumentLinkType

ONE_WAY = {
    InstrumentLinkType.AMENDS: "amends",
    InstrumentLinkType.REPLACES: "replaces",
    InstrumentLinkType.PART_OF: "is part of",
}
"""Types of links that must not form a cycle, each with the words for a path along them."""


def _columns(written: Values) -> Values:
    return {
        "sort_title": sort_key(written["title"]),
        "adopted_first_day": earliest_day(written["adopted"]),
        "in_force_first_day": earliest_day(written["in_force"]),
        "ended_first_day": earliest_day(written["ended"]),
    }


def _refuse_links_to_itself(_before: State | None, after: State) -> None:
    faults = [
        Fault("name another instrument than this one", pointer=f"/links/{index}/instrument")
        for index, link in enumerate(after.written["links"])
        if link["instrument"] == after.id
    ]
    if faults:
        detail = "The instrument would be linked to itself."
        raise Invalid(detail, faults=faults)


def _check(connection: Connection, before: State | None, after: State) -> None:
    """Raise `Invalid` for links of an instrument to itself, and for new ones that close a cycle of one type."""
    _refuse_links_to_itself(before, after)
    known = [] if before is None else before.written["links"]
    table, faults = tables.InstrumentLink, []
    source, target = table.instrument_id, table.to_instrument
    for index, link in enumerate(after.written["links"]):
        if link["type"] in ONE_WAY and link not in known:
            of_type = table.type == link["type"]
            path = path_back(connection, source, target, link["instrument"], after.id, of_type)
            if path:
                cycle = path_text([after.id, *path], ONE_WAY[InstrumentLinkType(link["type"])])
                faults.append(Fault(f"closes a cycle: {cycle}", pointer=f"/links/{index}/instrument"))
    if faults:
        detail = "Links of instruments would form a cycle."
        raise Invalid(detail, faults=faults)


def _complete(document: Values, state: State, names: Names) -> Values:
    """Add where each participant stands, and counts of its acts."""
    return document | {"parties": parties(state, names), "counts": counts(state)}


_of_one_title = of_one_title(tables.Instrument, "adopted_first_day")

INSTRUMENTS = register_record_type(
    RecordType(
        collection="instruments",
        noun="instrument",
        number=6,
        table=tables.Instrument,
        written=Instrument,
        nested_tables=(
            texts("topics", tables.InstrumentTopic, "topic"),
            objects("links", tables.InstrumentLink, {"type": "type", "instrument": "to_instrument"}),
            texts("tags", tables.InstrumentTag, "tag"),
            codes("classifications", tables.InstrumentClassification),
            codes("external_ids", tables.InstrumentExternalId),
            different_records(tables.DifferentInstrument, "instrument"),
            translations(tables.InstrumentTranslation, Instrument),
            citations(tables.InstrumentCitation),
        ),
        columns=_columns,
        derive=lambda written: slug(written["title"]),
        check=_check,
        check_record=_refuse_links_to_itself,
        inline=INLINE,
        keys={"links": ("type", "instrument")},
        day=lambda written: earliest_day(written["adopted"]),
        warn=lambda _before, after: nothing_cited(after.written),
        look_alikes=lambda written: _of_one_title(_columns(written)),
        merging=Merging(loose=frozenset({"links"})),
        complete=_complete,
        part_types={PARTICIPATION.name: PARTICIPATION},
        derived=(DerivedTable(tables.InstrumentParty, ("participant", "standing", "reserves"), party_rows),),
    )
)
