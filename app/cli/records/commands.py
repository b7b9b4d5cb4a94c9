"""The commands of a collection, made for each alike."""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli.arguments import AsCsv, AsJson, DryRun, Filters, filters_of, refuse_two_forms, take
from app.cli.records.columns import COLLECTIONS, EVERYWHERE, FLAGS, Shown
from app.cli.service.connection import HERE, connected, server
from app.cli.terminal import fail, on_terminal, say, say_aside, say_json

PAGE = 200
Id = Annotated[str, typer.Argument(help="The record's id.")]
KnownAt = Annotated[str | None, typer.Option(help="As it was recorded at a moment: 2026-01-31T12:00:00Z.")]
AsOf = Annotated[str | None, typer.Option(help="As the world was on a day: 2025-06-30.")]


def groups() -> Iterator[tuple[str, typer.Typer]]:
    """Yield the commands of each collection, by what a record of it is called."""
    for shown in COLLECTIONS:
        group = typer.Typer(no_args_is_help=True, help=f"List, show, create, edit and open {shown.collection}.")
        for name, make in MAKERS.items():
            command = make(shown)
            group.command(name)(command)
        yield shown.noun, group


def _list(shown: Shown) -> Callable[..., None]:
    def command(
        *,
        filter: list[str] | None,  # noqa: A002 - the option's name
        columns: str | None,
        limit: int,
        all: bool,  # noqa: A002
        as_json: bool,
        as_csv: bool,
        **options: Any,
    ) -> None:
        from app.cli.cells import leads_anywhere, nothing_found, say_items, say_rows, say_table_file

        refuse_two_forms(as_json=as_json, as_csv=as_csv)
        query = {name: value for name, value in options.items() if value is not None} | filters_of(filter)
        chosen = [name.strip() for name in columns.split(",")] if columns else []
        if chosen and not as_csv:
            # Other fields are not sent, and those that there are not the service refuses.
            query["fields"] = ",".join(dict.fromkeys(name.partition(".")[0] for name in chosen))
        most = None if all else limit
        with connected() as client:
            if as_csv:
                say_table_file(client, f"/v1/{shown.collection}.csv", {"fields": columns, **query})
                return
            pages: dict[str, Any] = {"limit": PAGE if all else min(limit + 1, PAGE)}
            found = client.collection(shown.collection).list(**(pages | query))
            listed = islice(found, most)
            if as_json:
                say_items(listed)
                return
            rows = list(listed)
            for name in chosen:
                if rows and not any(leads_anywhere(row, name) for row in rows):
                    raise typer.BadParameter(f"no {shown.noun} has {name}", param_hint="--columns")
            say_rows(chosen or shown.columns, rows)
            if not rows:
                nothing_found(shown.collection)
            if not all and next(found, None) is not None:
                say_aside(f"There are more than {limit}: --all or --limit.")

    flags = {name: f"{name.replace('_', ' ')}: yes, or no." for name in shown.filters if name in FLAGS}
    names = [name for name in (*shown.filters, *EVERYWHERE) if name not in flags]
    options = {
        **{name: (Annotated[list[str] | None, typer.Option(help=_about(name))], None) for name in names},
        **{name: (Annotated[bool | None, typer.Option(help=about)], None) for name, about in flags.items()},
        "filter": (Filters, None),
        "columns": (
            Annotated[str | None, typer.Option(help="What to show, with commas: id,due,status.status.")],
            None,
        ),
        "limit": (Annotated[int, typer.Option(min=1, help="Most records to show.")], 50),
        "all": (Annotated[bool, typer.Option("--all", help="Show all there are.")], False),
        "as_json": (AsJson, False),
        "as_csv": (AsCsv, False),
    }
    take(command, options)
    example = f"pacta {shown.noun} list --{names[0].replace('_', '-')} {shown.example}"
    command.__doc__ = f"""List {shown.collection}.

    Examples: {example}; pacta {shown.noun} list --filter attestation=null --columns title,status --csv
    """
    return command


def _about(name: str) -> str:
    return {
        "q": "Words in it.",
        "sort": "By this; with - before it, the other way round.",
        "known_at": "As recorded at a moment: 2026-01-31T12:00:00Z.",
        "as_of": "As the world was on a day: 2025-06-30.",
        "source": "Cites this source.",
    }.get(name, f"Filter: {name.replace('_', ' ')}; may be repeated.")


def _show(shown: Shown) -> Callable[..., None]:
    def command(
        id: Id,
        fields: Annotated[str | None, typer.Option(help="These fields alone, with commas.")] = None,
        known_at: KnownAt = None,
        as_of: AsOf = None,
        written: Annotated[bool, typer.Option("--written", help="As it is written, not as it is read.")] = False,
        as_json: AsJson = False,
    ) -> None:
        from app.cli.records.drafts import to_yaml

        query = {"fields": fields, "known_at": known_at, "as_of": as_of, "form": "written" if written else None}
        with connected() as client:
            found = client.collection(shown.collection).get(id, **query)
        if as_json:
            say_json(found)
        else:
            say(to_yaml(found).rstrip("\n"))

    command.__doc__ = f"""Show a record.

    Examples: pacta {shown.noun} show {shown.id}; pacta {shown.noun} show {shown.id} --written --json
    """
    return command


def _create(shown: Shown) -> Callable[..., None]:
    def command(
        file: Annotated[Path | None, typer.Argument(help="YAML or JSON; - for standard input.")] = None,
        set_: Annotated[list[str] | None, typer.Option("--set", help="name=value; may be repeated.")] = None,
        id: Annotated[str | None, typer.Option("--id", help="The id; derived where it is left out.")] = None,
        unless_duplicate: Annotated[
            bool, typer.Option("--unless-duplicate", help="Refuse it where a record says the same.")
        ] = False,
        dry_run: DryRun = False,
        as_json: AsJson = False,
    ) -> None:
        from app.cli.records.drafts import from_options, read_draft

        if file is None and not set_:
            raise typer.BadParameter("give a FILE, - for standard input, or --set name=value", param_hint="FILE")
        draft = (read_draft(file) if file else {}) | from_options(set_ or [], shown.noun)
        if id is not None:
            draft["id"] = id
        query: dict[str, Any] = {"dry_run": dry_run or None, "unless_duplicate": unless_duplicate or None}
        with connected() as client:
            made = client.collection(shown.collection).create(draft, **query)
        _say_written(made, "Would be created" if dry_run else "Created", as_json=as_json)

    command.__doc__ = f"""Create a record from a file, from standard input or from options.

    A text of several words goes between quotation marks of the shell; lists and objects are written as in YAML.

    Examples: pacta {shown.noun} create record.yaml --dry-run; pacta {shown.noun} create --set '{shown.setting}'
    """
    return command


def _edit(shown: Shown) -> Callable[..., None]:
    def command(
        id: Id,
        set_: Annotated[
            list[str] | None, typer.Option("--set", help="name=value, in the place of an editor; may be repeated.")
        ] = None,
        as_json: AsJson = False,
    ) -> None:
        from app.cli.records.drafts import from_options
        from app.cli.records.editor import edit

        changes = from_options(set_ or [], shown.noun)
        before: dict[str, Any] = {}

        def changed(record: dict[str, Any]) -> dict[str, Any]:
            before.update(record)
            return record | changes

        with connected() as client:
            if changes:
                edited = client.collection(shown.collection).edit(id, changed)
            else:
                edited = edit(client, shown.collection, id)
        if edited is None or (changes and before == before | changes and not as_json):
            say("Nothing was changed.")
        else:
            _say_written(edited, "Written", as_json=as_json)

    command.__doc__ = f"""Edit a record in your editor, as YAML; refusals come back with their reasons.

    Examples: pacta {shown.noun} edit {shown.id}; pacta {shown.noun} edit {shown.id} --set '{shown.setting}'
    """
    return command


def _say_written(record: Any, done: str, *, as_json: bool) -> None:
    for warning in record.get("warnings", ()):
        other = f" ({warning['other']})" if warning.get("other") else ""
        place = f"Warning {warning['pointer']}".rstrip()
        say_aside(f"{place}: {warning['message']}{other}")
    if as_json:
        say_json(record)
    else:
        say(f"{done}: {record['id']}, version {record['version']}.")


def _open(shown: Shown) -> Callable[..., None]:
    def command(
        id: Id,
        print_: Annotated[bool, typer.Option("--print", help="Print the address alone.")] = False,
    ) -> None:
        from app.client.requests import address

        found = server()
        # Without the version of the API before it, the address is that of the page.
        url = f"{HERE if found is None else found.url}{address(shown.collection, id).removeprefix('/v1')}"
        if found is None:
            fail("There is no server to open it at: `pacta serve` starts one; PACTA_URL or `pacta login` names it.")
        if print_ or not on_terminal():
            say(url)
        else:
            typer.launch(url)

    command.__doc__ = f"""Open the page of a record in the browser.

    Example: pacta {shown.noun} open {shown.id}
    """
    return command


MAKERS = {"list": _list, "show": _show, "create": _create, "edit": _edit, "open": _open}
