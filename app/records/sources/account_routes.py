"""The route by which a collection shows what sources say of its records."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from app.access.callers import may_read
from app.db.database import Database
from app.http.openapi.operations import success
from app.http.preconditions import IfNoneMatchRead
from app.http.responses import read_response
from app.records.base.collections import Collection
from app.records.base.history.moments import moment_of
from app.records.base.lists.parameters import ClockQuery
from app.records.base.paths import RecordPath
from app.records.sources.account_documents import accounts_model, read_accounts
from app.records.sources.accounts import RULE
from app.strict_json import encode
from app.values.wording.nouns import article


def add_accounts(router: APIRouter, collection: Collection) -> None:
    """Give a collection the route."""
    record_type = collection.record_type

    @router.get(
        "/{id}/accounts",
        operation_id=f"list{record_type.noun.capitalize()}Accounts",
        summary=f"Compare what sources say of {article(record_type.noun)}",
        description=(
            f"Field by field, each account with its quotations beside what is recorded. `known_at` and `as_of` "
            f"ask for another moment. {RULE}"
        ),
        responses=success(accounts_model(record_type), "Every field that sources speak of", not_modified=True),
        dependencies=[Depends(may_read)],
    )
    async def list_accounts(
        request: Request, id: RecordPath, query: Annotated[ClockQuery, Query()], _tags: IfNoneMatchRead = None
    ) -> Response:
        database: Database = request.app.state.database
        moment = await moment_of(database, query)
        version, found = await database.read(read_accounts, record_type, id, moment)
        return read_response(request, version, encode(found))
