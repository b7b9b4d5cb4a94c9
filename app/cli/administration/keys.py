"""`pacta keys`: who may do what through the API."""

from typing import Annotated

import typer

from app.cli.arguments import AsJson, checked_settings, one_line
from app.cli.terminal import fail, say, say_aside, say_json, say_table
from app.errors import NotFound
from app.vocabulary import Scope

keys = typer.Typer(no_args_is_help=True, help="Make, list and revoke the keys that requests carry.")


@keys.command()
def create(
    label: Annotated[str, typer.Option(help="What the ledger shows as the actor: public, one line.")],
    scope: Annotated[list[Scope], typer.Option(help="read, write or admin; may be repeated.")],
    as_json: AsJson = False,
) -> None:
    """Make a key. Its secret is printed now and never again.

    Example: pacta keys create --label Watchdog --scope write
    """
    label = one_line(label, "--label")
    from app.access.keys import create_key, key_id
    from app.cli.administration.database import writing

    with writing(checked_settings()) as engine, engine.begin() as connection:
        secret = create_key(connection, label, scope)
        made = key_id(connection, secret)
    if as_json:
        say_json({"id": made, "label": label, "scopes": sorted({*scope}), "key": secret})
        return
    say_aside(f"Key {made} ({', '.join(sorted({*scope}))}) for {label!r}. It is shown this once:")
    say(secret)
    say_aside("Send it as: Authorization: Bearer KEY")


@keys.command("list")
def list_(as_json: AsJson = False) -> None:
    """List every key that was made, without its secret.

    Example: pacta keys list
    """
    from app.access.keys import list_keys
    from app.cli.administration.database import snapshot

    with snapshot(checked_settings()) as connection:
        rows = list_keys(connection)
    if as_json:
        say_json({"items": [{name: row[name] for name in _COLUMNS} for row in rows]})
        return
    if not rows:
        say("There are no keys: `pacta keys create` makes one.")
        return
    headings = ("id", "label", "scopes", "created", "revoked")
    shown = [{**row, "scopes": " ".join(row["scopes"])} for row in rows]
    say_table(headings, [tuple(str(row[name] or "") for name in _COLUMNS) for row in shown])


_COLUMNS = ("id", "label", "scopes", "created_at", "revoked_at")


@keys.command()
def revoke(id: Annotated[str, typer.Argument(help="The key's id, from `pacta keys list`.")]) -> None:
    """End a key from now on.

    Example: pacta keys revoke 1f0c9a3e
    """
    from app.access.keys import revoke_key
    from app.cli.administration.database import writing

    with writing(checked_settings()) as engine, engine.begin() as connection:
        try:
            revoke_key(connection, id)
        except NotFound:
            fail("There is no key with this id: `pacta keys list` names them.")
    say(f"Key {id} is revoked.")
