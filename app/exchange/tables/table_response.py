"""Answering with a table: piece by piece, from one snapshot, under a tag of its own."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from time import monotonic

from fastapi import Request, Response
from sqlalchemy import Connection

from app.audience import audience
from app.db.database import Database
from app.db.snapshot_streams import SnapshotStream, SnapshotStreams
from app.etags import digest, held_tag
from app.exchange.tables.catalogue import Rows
from app.exchange.tables.list_rows import Documents
from app.exchange.tables.options import Form, Format
from app.exchange.tables.workbook import workbook_pieces
from app.exchange.tables.writers import Batches, csv_pieces, ndjson_pieces
from app.http.responses import READ_HEADERS
from app.http.streamed_response import StreamedResponse
from app.ledger.entries.numbers import Numbers, present_numbers, read_numbers
from app.ledger.model.documents.number import OLDER
from app.ledger.model.rows.head import Head, head, head_at
from app.records.base.columns import Column, columns_of
from app.records.base.thinning import Thinned, known_fields
from app.strict_json import encode
from app.values.times.dates import today_utc
from app.values.wording.expectations import field_names

RULE = 2
"""Counts up where the same rows are written otherwise: it stands in the tags."""

LONGEST_SECONDS = 3_600
"""How long a client may take for a table. What it has then ends in the middle, and the connection with it."""


@dataclass(frozen=True)
class Read:
    """How far all rows go: the numbers by which they are read, and the entry whose hash stands for all before it."""

    numbers: Numbers
    head: Head


@dataclass(frozen=True)
class Written:
    """The rows of a table as they are to be written: with these fields alone, where a request names some.

    Where a row has columns, one may be named as well, such as `status.status`.
    """

    rows: Rows
    form: Form
    fields: str | None
    address: str

    def __post_init__(self) -> None:
        """Raise `Invalid` for fields that the rows do not have."""
        if self.fields is None:
            return
        if self.form.format == Format.NDJSON:
            Thinned(self.fields, self.rows.model)
        else:
            columns = (column.name for column in columns_of(self.rows.model))
            known_fields(self.fields, list(dict.fromkeys([*field_names(self.rows.model), *columns])))

    def columns(self, connection: Connection) -> Sequence[Column]:
        """Return the columns, those of the fields that are asked for."""
        if self.rows.columns is not None:
            return self.rows.columns(connection)
        columns = columns_of(self.rows.model)
        if self.fields is None:
            return columns
        wanted = {"id", *(name.strip() for name in self.fields.split(","))}
        return [column for column in columns if {column.field, column.name} & wanted]

    def make(self, connection: Connection) -> tuple[Read, Iterator[bytes]]:
        """Return how far the rows of a snapshot go, and the bytes of the table piece by piece."""
        moment = self.rows.moment
        read = Read(
            read_numbers(connection), head(connection) if moment is None else head_at(connection, moment.number)
        )
        return read, self._pieces(connection, read.head)

    def _pieces(self, connection: Connection, last: Head) -> Iterator[bytes]:
        with closing(self.rows.documents(connection)) as documents:
            if self.form.format == Format.CSV:
                yield from csv_pieces(self.columns(connection), documents, self.form.options)
            elif self.form.format == Format.NDJSON:
                yield from ndjson_pieces(self._thinned(documents))
            else:
                yield from workbook_pieces(self.columns(connection), documents, self.form.options, self._about(last))

    def _thinned(self, documents: Documents) -> Batches:
        if self.fields is None:
            return documents
        thinned = Thinned(self.fields, self.rows.model)
        return ([thinned.document(one) for one in batch] for batch in documents)

    def _about(self, last: Head) -> dict[str, str]:
        return {"address": self.address, "ledger number": str(last.number), "ledger hash": last.hash}


async def respond_with_table(request: Request, written: Written) -> Response:
    """Return a table, or 304 where the client holds it. Raises `Unavailable` where too many are being sent."""
    database: Database = request.app.state.database
    headers = {**READ_HEADERS, "Content-Disposition": f'attachment; filename="{_file_name(request, written.rows)}"'}
    if written.form.format == Format.XLSX:
        # It is compressed as it is.
        headers["Vary"] = "Accept, Authorization"
    tag = _tag(request, await present_numbers(database), written.rows.known)
    if tag and (held := held_tag(request.headers.get("if-none-match"), tag)) is not None:
        return Response(status_code=304, headers=headers | {"ETag": held})
    streams: SnapshotStreams = request.app.state.streams
    stream: SnapshotStream[Read] = await streams.open(written.make)
    try:
        if not request.scope.get("head"):
            await stream.begin(request.is_disconnected)
    except BaseException:
        await stream.close()
        raise
    last = stream.first.head
    ledger = {"Pacta-Ledger-Number": str(last.number), "Pacta-Ledger-Hash": last.hash, "Pacta-Ledger-Time": last.at}
    headers |= {"ETag": _tag(request, stream.first.numbers, written.rows.known)}
    if written.rows.numbers in {None, stream.first.numbers}:
        headers |= {name: value for name, value in ledger.items() if value}
    return StreamedResponse(stream, headers, written.form.media_type)


def _tag(request: Request, numbers: Numbers, known: Sequence[bytes] | None) -> str:
    path, parameters = request.scope["path"], sorted(request.query_params.multi_items())
    if known is not None:
        # Of the rows themselves: how far the ledger is says nothing of when they were read.
        return f'"{digest(encode([RULE, path, parameters, audience.get().name]) + b"".join(known))}"'
    made = encode([RULE, *numbers, today_utc().isoformat(), path, parameters, audience.get().name])
    # While documents of an older form are replaced nothing tells whether what is kept is still the same.
    again = str(monotonic()) if numbers.documents == OLDER else ""
    return f'"{numbers.ledger}-{digest(made + again.encode())}"'


def _file_name(request: Request, rows: Rows) -> str:
    """Return what the file is called: what it holds, and of which day."""
    path = request.scope["path"].removeprefix("/v1/").replace("/", "-")
    name, _dot, suffix = path.rpartition(".")
    day = today_utc().isoformat() if rows.moment is None or rows.moment.day is None else rows.moment.day
    at = "" if rows.moment is None else f"-entry-{rows.moment.number}"
    return f"pacta-{name}-{day}{at}.{suffix}"
