"""The routes of a record's revisions: all of them, one, how two differ, and how one is cited."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from app.access.callers import may_read
from app.db.database import Database
from app.errors import Redacted
from app.etags import digest, record_tag
from app.http.openapi.operations import TAG_HEADER, success
from app.http.openapi.refusals import refusing
from app.http.paging import Position, fingerprint, next_link, read_cursor, write_cursor
from app.http.preconditions import IfNoneMatchRead
from app.http.responses import read_response, tagged
from app.records.base.collections import Collection
from app.records.base.lists.parameters import DifferenceQuery, FormQuery, RevisionListQuery
from app.records.base.paths import RecordPath
from app.records.base.revisions.changes import changes
from app.records.base.revisions.citation_routes import add_citation
from app.records.base.revisions.documents import RevisionDifferences, RevisionPage, revision_model
from app.records.base.revisions.paths import RevisionPath
from app.records.base.revisions.queries import (
    Neighbours,
    RevisionRange,
    compared,
    placed_revision,
    revisions,
)
from app.strict_json import encode
from app.values.wording.nouns import article

MOST_COMPARED = 20
"""Revisions of a page that tells what they changed."""

SETTLED = "max-age=3600, immutable"
"""Of a revision that has a successor nothing changes any longer, unless it is redacted: caches forget it in an hour."""

LINKS = {
    "Link": {
        "description": "`canonical` (the address to cite), and RFC 5829's `latest-version`, `predecessor-version`, …",
        "required": True,
        "schema": {"type": "string"},
    }
}


def add_revisions(router: APIRouter, collection: Collection) -> None:
    """Add the routes of a collection's revisions."""
    _add_list(router, collection)
    _add_revision(router, collection)
    _add_differences(router, collection)
    add_citation(router, collection)


def _add_list(router: APIRouter, collection: Collection) -> None:
    record_type = collection.record_type
    noun = record_type.noun.capitalize()

    @router.get(
        "/{id}/revisions",
        operation_id=f"list{noun}Revisions",
        summary=f"List the revisions of {article(record_type.noun)}",
        description=(
            "Every version, oldest first, with the ledger entry that made it. Deleted records keep theirs. With "
            "`differences=true` each tells what it changed, with the names that other records had when the last of "
            "the page was written."
        ),
        responses=success(RevisionPage, "A page", not_modified=True),
        dependencies=[Depends(may_read)],
    )
    async def list_revisions(
        request: Request, id: RecordPath, query: Annotated[RevisionListQuery, Query()], _tags: IfNoneMatchRead = None
    ) -> Response:
        shape = fingerprint([record_type.collection, id, "revisions", query.sort, query.before])
        after = None if query.cursor is None else int(read_cursor(query.cursor, shape, int).key)
        limit = min(query.limit, MOST_COMPARED) if query.differences else query.limit
        database: Database = request.app.state.database
        rows = await revisions(database, record_type, id, RevisionRange(after, query.before, query.sort), limit)
        items, cursor, headers = rows[:limit], None, {}
        if query.differences:
            found = await database.read(changes, record_type, id, [item["revision"] for item in items])
            items = [item | {"differences": found[item["revision"]]} for item in items]
        if len(rows) > limit:
            cursor = write_cursor(Position(None, items[-1]["revision"]), shape)
            headers["Link"] = next_link(request.url.path, request.query_params.multi_items(), cursor)
        body = encode({"items": items, "next_cursor": cursor})
        return tagged(request, body, f'"{digest(body)}"', headers)


def _add_revision(router: APIRouter, collection: Collection) -> None:
    record_type = collection.record_type
    documented = success(
        revision_model(collection.document), "The revision", not_modified=True, written=record_type.written
    )
    documented[200]["headers"] = TAG_HEADER | LINKS

    @router.get(
        "/{id}/revisions/{version}",
        operation_id=f"get{record_type.noun.capitalize()}Revision",
        summary=f"Read a revision of {article(record_type.noun)}",
        description=(
            "The record at a version, with the names of that moment: the address to cite, whose content stays as it "
            "is. What depends on today's date "
            "(`overdue`, `due_soon`) is left out. `Link` leads to the revisions before and after, and to the record."
        ),
        responses=documented,
        dependencies=[Depends(may_read)],
    )
    @refusing(Redacted)
    async def get_revision(
        request: Request,
        id: RecordPath,
        version: RevisionPath,
        query: Annotated[FormQuery, Query()],
        _tags: IfNoneMatchRead = None,
    ) -> Response:
        database: Database = request.app.state.database
        body, around = await database.read(placed_revision, record_type, id, version, query.form)
        headers = revision_headers(f"/v1/{record_type.collection}/{id}", version, around)
        return tagged(request, body, record_tag(version, body), headers)


def revision_headers(record: str, version: int, around: Neighbours) -> dict[str, str]:
    """Return where a revision stands among the others, and how long it can be kept."""
    settled = {} if around.after is None else {"Cache-Control": SETTLED}
    return {"Link": _links(record, version, around)} | settled


def _links(record: str, version: int, around: Neighbours) -> str:
    """Return where a revision stands among the others (RFC 5829, RFC 6596)."""
    found = [(f"{record}/revisions/{version}", "canonical")]
    if around.present:
        found.append((record, "latest-version"))
    for other, relation in ((around.before, "predecessor-version"), (around.after, "successor-version")):
        if other is not None:
            found.append((f"{record}/revisions/{other}", relation))
    return ", ".join(f'<{address}>; rel="{relation}"' for address, relation in found)


def _add_differences(router: APIRouter, collection: Collection) -> None:
    record_type = collection.record_type

    @router.get(
        "/{id}/revisions/{version}/differences",
        operation_id=f"get{record_type.noun.capitalize()}RevisionDifferences",
        summary=f"Compare two revisions of {article(record_type.noun)}",
        description=(
            "What changed from another revision (by default the one before) to this one, each with its place in the "
            "written shape, the values, and a sentence. Items that only moved, and new names of other records, "
            "do not count."
        ),
        responses=success(RevisionDifferences, "The differences", not_modified=True),
        dependencies=[Depends(may_read)],
    )
    @refusing(Redacted)
    async def get_differences(
        request: Request,
        id: RecordPath,
        version: RevisionPath,
        query: Annotated[DifferenceQuery, Query()],
        _tags: IfNoneMatchRead = None,
    ) -> Response:
        database: Database = request.app.state.database
        return read_response(request, version, await database.read(compared, record_type, id, version, query.from_))
