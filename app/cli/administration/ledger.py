"""`pacta ledger`: verify it, rebuild what is derived, anchor its head, redact entries."""

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.arguments import AsJson, checked_settings, one_line
from app.cli.terminal import counted, fail, say, say_aside, say_json

if TYPE_CHECKING:
    from app.ledger.checking.anchors import Anchor

ledger = typer.Typer(
    no_args_is_help=True, help="Check the ledger, rebuild what is made of it, anchor its head, redact."
)


@ledger.command()
def verify(
    anchor: Annotated[
        Path | None, typer.Option(help="A file of heads that others kept: the ledger must lead through them.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check the chain, that the tables are what the entries add up to, and that the documents are theirs.

    Example: pacta ledger verify --anchor heads.jsonl
    """
    import app.records.record_types  # noqa: F401 - makes every record type known to the ledger
    from app.cli.administration.database import snapshot
    from app.ledger.checking.anchors import anchor_faults
    from app.ledger.checking.verification import faults
    from app.ledger.model.documents.queued import REMAINING
    from app.ledger.model.rows.head import head as last_entry

    anchors = [] if anchor is None else _anchors(anchor)
    found = []
    with snapshot(checked_settings()) as connection:
        last = last_entry(connection)
        queued = connection.scalar(REMAINING.statement) or 0
        for fault in chain(anchor_faults(connection, anchors), faults(connection)):
            found.append(fault)
            if not as_json:
                say(fault)
    if as_json:
        say_json({"sound": not found, "entries": last.number, "hash": last.hash, "queued": queued, "faults": found})
    if found:
        fail(f"The ledger is not sound: {counted(len(found), 'fault')} (last entry: {last.number}).")
    if not as_json:
        through = f", through {counted(len(anchors), 'anchor')}" if anchors else ""
        say(f"The ledger is sound{through}, up to entry {last.number} with hash {last.hash}.")
        if queued:
            say_aside(f"Queued, and so not compared: {counted(queued, 'document')}; `/readyz` says how many are left.")


def _anchors(file: Path) -> list["Anchor"]:
    from app.ledger.checking.anchors import NotAnAnchorError, read_anchors

    try:
        anchors = read_anchors(file.read_text(encoding="utf-8").splitlines(), str(file))
    except (OSError, UnicodeError):
        fail(f"The anchors in {file} cannot be read: give a file that `pacta ledger anchor --output` has written.")
    except NotAnAnchorError as error:
        fail(str(error))
    if not anchors:
        fail(f"There are no anchors in {file}: `pacta ledger anchor --output` adds one.")
    return anchors


@ledger.command()
def rebuild(as_json: AsJson = False) -> None:
    """Rebuild documents, derived columns and references. A service may run at the same time.

    Example: pacta ledger rebuild
    """
    import app.records.registry  # noqa: F401 - makes every record type known to the ledger
    from app.cli.administration.database import writing
    from app.db.erasure import erase
    from app.ledger.checking.rebuild import rebuild_in_pieces

    with writing(checked_settings()) as engine:
        changed = rebuild_in_pieces(engine)
        # Where a redaction was interrupted before it did so.
        erase(engine)
    if as_json:
        say_json({"changed": changed})
    else:
        say(f"Rebuilt: {counted(changed, 'row')} changed.")


@ledger.command()
def head(as_json: AsJson = False) -> None:
    """Show the number, hash and time of the last entry: keep it where nobody can change it.

    Example: pacta ledger head
    """
    from app.cli.administration.database import snapshot
    from app.ledger.model.rows.head import head as last_entry

    with snapshot(checked_settings()) as connection:
        last = last_entry(connection)
    if as_json:
        say_json({"number": last.number, "hash": last.hash, "at": last.at or None})
    elif last.number:
        say(f"{last.number} {last.hash} {last.at}")
    else:
        say("The ledger is empty.")


@ledger.command()
def anchor(
    output: Annotated[Path | None, typer.Option(help="Add the line to this file instead of printing it.")] = None,
) -> None:
    """Give the head as a line of JSON, for others to keep: `verify --anchor` holds the ledger to it.

    Example: pacta ledger anchor --output heads.jsonl
    """
    from app.cli.administration.database import snapshot
    from app.ledger.checking.anchors import anchor_line
    from app.ledger.model.rows.head import head as last_entry

    with snapshot(checked_settings()) as connection:
        last = last_entry(connection)
    if not last.number:
        fail("The ledger is empty: there is nothing to anchor.")
    if output is None:
        say(anchor_line(last))
        return
    try:
        with output.open("a", encoding="utf-8") as opened:
            opened.write(f"{anchor_line(last)}\n")
    except OSError as error:
        fail(f"The anchor cannot be written to {output}: {error.strerror}.")
    say(f"Anchored at entry {last.number} in {output}.")


@ledger.command()
def redact(
    entries: Annotated[list[int], typer.Argument(min=1, help="Numbers of entries, as `/v1/changes` gives them.")],
    reason: Annotated[str, typer.Option(help="Why: public, one line.")],
    by: Annotated[str, typer.Option(help="Who does it: public, one line, as the ledger shows actors.")] = "system",
) -> None:
    """Take out what entries hold. They stay, the chain still verifies, and other entries say who did it and why.

    Example: pacta ledger redact 214 --reason "A private address"
    """
    reason, actor = one_line(reason, "--reason"), one_line(by, "--by")
    import app.records.registry  # noqa: F401 - makes every record type known to the ledger
    from app.cli.administration.database import writing
    from app.context import Context, context
    from app.db.erasure import erase
    from app.errors import Conflict, NotFound
    from app.exchange.releases.queries import releases_since
    from app.http.idempotency import withhold
    from app.ledger.entries import redaction
    from app.ledger.projections.projections import advance_all
    from app.records.sources.commands import remove_redacted_texts

    with writing(checked_settings()) as engine:
        with engine.begin() as connection:
            token = context.set(Context(actor, "command line"))
            try:
                done = redaction.redact(connection, entries, reason)
            except (Conflict, NotFound) as refusal:
                fail(refusal.detail, "Nothing was redacted.")
            finally:
                context.reset(token)
            for record in done.records:
                withhold(connection, record)
            sources = remove_redacted_texts(connection, done.texts, done.quotations)
            releases = releases_since(connection, min(entries))
        say(f"Redacted: {', '.join(map(str, dict.fromkeys(entries)))}.")
        # What was made of the entries forgets them now, and not only when somebody asks for it.
        advance_all(engine)
        left = erase(engine)
    if done.held:
        say_aside(f"Entries that still hold some of the same texts: {', '.join(map(str, done.held))}.")
    if sources:
        say_aside(f"Stored texts that held the same were removed, of the sources: {', '.join(sources)}.")
    if releases:
        versions = ", ".join(f"V{version}" for version in releases)
        say_aside(f"Data releases that may hold it, and are not changed: {versions} (`pacta release withdraw`).")
    say_aside(f"Yours to clear: copies elsewhere (backups, replicas){''.join(f'; {place}' for place in left)}.")
