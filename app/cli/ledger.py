"""`pacta ledger`: whether all is sound, and making anew what can be made anew."""

import typer

from app.cli.database import checked_settings, snapshot, writing
from app.cli.keys import AsJson
from app.cli.terminal import counted, fail, say, say_json

ledger = typer.Typer(no_args_is_help=True, help="Check the ledger, rebuild what is made of it, show its head.")


@ledger.command()
def verify(as_json: AsJson = False) -> None:
    """Check the chain, that the tables are what the entries add up to, and that the documents are theirs."""
    import app.api  # noqa: F401 - makes every kind of record known to the ledger
    from app.ledger.chain import head as last_entry
    from app.ledger.verifying import faults

    found = []
    with snapshot(checked_settings()) as connection:
        last = last_entry(connection)
        for fault in faults(connection):
            found.append(fault)
            if not as_json:
                say(fault)
    if as_json:
        say_json({"sound": not found, "entries": last.number, "hash": last.hash, "faults": found})
    if found:
        fail(f"The ledger is not sound: {counted(len(found), 'fault')} (last entry: {last.number}).")
    if not as_json:
        say(f"The ledger is sound, up to entry {last.number} with hash {last.hash}.")


@ledger.command()
def rebuild(as_json: AsJson = False) -> None:
    """Make documents, derived columns and references anew. A service may run beside it."""
    import app.api  # noqa: F401 - makes every kind of record known to the ledger
    from app.ledger.rebuilding import rebuild_in_pieces

    with writing(checked_settings()) as engine:
        changed = rebuild_in_pieces(engine)
    if as_json:
        say_json({"changed": changed})
    else:
        say(f"Made anew: {counted(changed, 'row')} changed.")


@ledger.command()
def head(as_json: AsJson = False) -> None:
    """Show the last entry's number, hash and time: to be kept where nobody can change it."""
    from app.ledger.chain import head as last_entry

    with snapshot(checked_settings()) as connection:
        last = last_entry(connection)
    if as_json:
        say_json({"number": last.number, "hash": last.hash, "at": last.at or None})
    elif last.number:
        say(f"{last.number} {last.hash} {last.at}")
    else:
        say("The ledger is empty.")
