"""`pacta keys`: who may do what through the API."""

from typing import Annotated

import typer
from pydantic import TypeAdapter, ValidationError

from app.access.keys import create_key, key_id, list_keys, revoke_key
from app.cli.database import checked_settings, snapshot, writing
from app.cli.terminal import fail, say, say_aside, say_json, say_table
from app.errors import NotFound
from app.values.texts import ShortText
from app.vocabulary import Scope

LABEL: TypeAdapter[str] = TypeAdapter(ShortText)

keys = typer.Typer(no_args_is_help=True, help="Make, list and revoke the keys that requests carry.")

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for a script.")]


@keys.command()
def create(
    label: Annotated[str, typer.Option(help="What the ledger shows as the actor: public, one line.")],
    scope: Annotated[list[Scope], typer.Option(help="read, write or admin; may be repeated.")],
    as_json: AsJson = False,
) -> None:
    """Make a key. Its secret is printed now and never again."""
    try:
        label = LABEL.validate_python(label)
    except ValidationError as error:
        raise typer.BadParameter(error.errors()[0]["msg"], param_hint="--label") from None
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
    """List every key that was made, without its secret."""
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
    """End a key from now on."""
    with writing(checked_settings()) as engine, engine.begin() as connection:
        try:
            revoke_key(connection, id)
        except NotFound:
            fail("There is no key with this id: `pacta keys list` names them.")
    say(f"Key {id} is revoked.")
