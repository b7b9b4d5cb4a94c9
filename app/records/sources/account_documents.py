"""What readers get of accounts: field by field, each account quoted."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, Field, create_model
from sqlalchemy import Connection

from app.deadline import in_time
from app.ledger.entries.history import Moment, names_shown, wanted_names
from app.ledger.model.documents.rendering import called, render, render_parts
from app.ledger.model.record_state import State
from app.ledger.model.record_type import RecordType
from app.ledger.model.rows.first_read import names_of
from app.ledger.model.rows.state_rows import load_states
from app.ledger.model.shapes import REFERENCES, Names, Values, document_model
from app.ledger.references.redirects import absence_error
from app.records.base.history.moments import state_at
from app.records.sources.accounts import FieldAccounts, Spoken, field_accounts
from app.records.sources.citations import Citation
from app.values.wording.nouns import article
from app.vocabulary import Voice


class AccountCitation(document_model(Citation, "CitationDocument")):  # type: ignore[misc] # made at run time
    """A citation, and the part that it stands under."""

    part: Annotated[
        str | None, Field(description="null: under the record itself", examples=["status_changes/2025-in-progress"])
    ]


class ReportedAccount(BaseModel):
    """What a source says of a field, in whose words, and whether it can be true with the others."""

    value: Annotated[str, Field(examples=["eastern borders"])]
    conflicts: Annotated[
        bool, Field(description="it cannot be true together with what is recorded, or with another account")
    ]
    voice: Voice | None
    citation: AccountCitation


class FieldReport(BaseModel):
    """A field, what is recorded of it, and all accounts of it."""

    field: Annotated[str, Field(examples=["place"])]
    part: Annotated[str | None, Field(description="the part whose field it is; null: the record's own")]
    known: Annotated[bool, Field(description="false: there is no such field; sources alone speak of it")]
    value: Annotated[Any, Field(description="what is recorded, as it is read elsewhere; null: nothing")]
    disputed: Annotated[bool, Field(description="an account conflicts")]
    accounts: list[ReportedAccount]


def accounts_model(record_type: RecordType) -> type[BaseModel]:
    """Return the model of the accounts of a record of the kind."""
    name = f"{record_type.noun.capitalize()}Accounts"
    fields: dict[str, Any] = {
        record_type.noun: (REFERENCES[record_type.label], ...),
        "version": (int, ...),
        "disputed": (bool, Field(description="an account of at least one field conflicts")),
        "fields": (list[FieldReport], ...),
    }
    return create_model(
        name, __doc__=f"What sources say of {article(record_type.noun)}, and where they disagree.", **fields
    )


def read_accounts(
    connection: Connection, record_type: RecordType, record: str, moment: Moment | None
) -> tuple[int, Values]:
    """Return the version of a record and what sources say of it, now or at a moment. Raises `NotFound`."""
    if moment is None:
        state = load_states(connection, record_type, [record]).get(record)
        if state is None:
            raise absence_error(connection, record_type, record)
        names = names_of(connection, wanted_names(record_type, [state]))
    else:
        state = state_at(connection, record_type, record, moment)
        names = names_shown(connection, record_type, [state], moment.number)
    return state.version, accounts_document(record_type, state, names)


def accounts_document(record_type: RecordType, state: State, names: Names) -> Values:
    """Return what readers get of the accounts of a record: field by field, each quoted."""
    documents: dict[str | None, Values] = {None: render(record_type, state, names)}
    for part_type in record_type.part_types:
        made = render_parts(record_type, part_type, state, names)
        documents |= {f"{part_type}/{part}": document for part, document in made.items()}
    fields = [_field_document(field, documents) for field in in_time(field_accounts(state))]
    return {
        record_type.noun: called(record_type, state),
        "version": state.version,
        "disputed": any(field["disputed"] for field in fields),
        "fields": fields,
    }


def _field_document(field: FieldAccounts, documents: Mapping[str | None, Values]) -> Values:
    holder = documents[field.part]
    return {
        "field": field.field,
        "part": field.part,
        "known": field.field in holder,
        "value": holder.get(field.field),
        "disputed": field.disputed,
        "accounts": [_account(spoken, documents) for spoken in field.spoken],
    }


def _account(spoken: Spoken, documents: Mapping[str | None, Values]) -> Values:
    citations: dict[str, Values] = {citation["id"]: citation for citation in documents[spoken.part]["citations"]}
    citation = citations[spoken.citation["id"]]
    account = citation["account"]
    return {
        "value": account["value"],
        "conflicts": account["conflicts"],
        "voice": citation["voice"],
        "citation": {"part": spoken.part, **citation},
    }
