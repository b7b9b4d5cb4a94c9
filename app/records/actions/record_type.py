"""Actions as the ledger keeps them."""

from collections.abc import Mapping
from typing import Any

from app.ledger.model.nested_tables import citations, codes, different_records, objects, texts, translations
from app.ledger.model.record_type import Merging, RecordType, register_record_type
from app.ledger.model.rows.look_alikes import of_one_title
from app.ledger.model.shapes import Values
from app.records.actions.schemas import Action
from app.records.sources.citations import INLINE, nothing_cited
from app.tables import actions as tables
from app.values.identifiers import slug
from app.values.numbers import plain
from app.values.sort_keys import earliest_day, sort_key


def _columns(written: Values) -> Values:
    amount = written["amount"] or {"value": None, "unit": None}
    return {
        "sort_title": sort_key(written["title"]),
        "happened_first_day": earliest_day(written["happened"]),
        "amount_value": amount["value"],
        "amount_unit": amount["unit"],
    }


def _read(row: Mapping[str, Any]) -> Values:
    amount = None
    if row["amount_unit"] is not None:
        amount = {"value": plain(row["amount_value"]), "unit": row["amount_unit"]}
    return {"amount": amount}


_of_one_title = of_one_title(tables.Action, "happened_first_day")

ACTIONS = register_record_type(
    RecordType(
        collection="actions",
        noun="action",
        number=7,
        table=tables.Action,
        written=Action,
        nested_tables=(
            objects("actors", tables.Actor, {"participant": "participant", "on_behalf_of": "on_behalf_of"}),
            objects("about", tables.ActionAbout, {"pledge": "pledge", "relation": "relation", "note": "note"}),
            texts("tags", tables.ActionTag, "tag"),
            codes("classifications", tables.ActionClassification),
            codes("external_ids", tables.ActionExternalId),
            different_records(tables.DifferentAction, "action"),
            translations(tables.ActionTranslation, Action),
            citations(tables.ActionCitation),
        ),
        columns=_columns,
        read=_read,
        derive=lambda written: slug(written["title"]),
        inline=INLINE,
        keys={"actors": ("participant",), "about": ("pledge",)},
        day=lambda written: earliest_day(written["happened"]),
        warn=lambda _before, after: nothing_cited(after.written),
        look_alikes=lambda written: _of_one_title(_columns(written)),
        merging=Merging(
            alike={"actors": lambda actor: [actor["participant"]], "about": lambda about: [about["pledge"]]}
        ),
    )
)
