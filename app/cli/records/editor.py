"""Editing a record in an editor: as YAML, until it is accepted or left as it was."""

import json
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

from app.cli.records.drafts import parse, to_yaml
from app.cli.terminal import fail, say_aside

if TYPE_CHECKING:
    from app.client import Client, Problem

HEAD = """# {path}
# Save and leave the editor to write it; leave everything as it is to change nothing. Lines like these are left out.
"""
Draft = dict[str, Any]


def edit(client: "Client", collection: str, id: str) -> Any:
    """Let somebody edit a record; return it as it is read, None where nothing was changed.

    What is refused comes back into the editor with the reasons above it; so does what somebody else changed meanwhile.
    """
    from app.client import Failure, Invalid, PreconditionFailed
    from app.client.requests import address

    path = address(collection, id)
    base = client.collection(collection).written(id)
    text, notes = to_yaml(base.record), list[str]()
    while True:
        saved = _edited(HEAD.format(path=path) + _comment(notes) + text)
        if saved is None or _plain(saved) == text:
            if notes:
                fail("Nothing was written.", *notes, *_kept(text))
            return None
        text = _plain(saved)
        draft, faults = parse(saved.encode())
        notes = [f"line {line}: {message}" for line, message in faults]
        if not notes and not isinstance(draft, dict):
            notes = ["must hold the fields of one record"]
        if notes:
            continue
        try:
            return client.collection(collection).put(id, draft, if_match=base.etag)
        except PreconditionFailed:
            there = client.collection(collection).written(id)
            draft, notes = merged(base.record, draft, there.record)
            base, text = there, to_yaml(draft)
        except Invalid as refusal:
            notes = _reasons(refusal)
        except Failure:
            say_aside(*_kept(text))
            raise


def merged(base: Draft, mine: Draft, theirs: Draft) -> tuple[Draft, list[str]]:
    """Return what both changed of a record since `base`, and what is to be known of it: where both did, mine stays."""
    notes = ["Somebody else changed it meanwhile. What they changed is below."]
    draft: Draft = {}
    for name in dict.fromkeys([*theirs, *mine, *base]):
        before, own, other = base.get(name), mine.get(name), theirs.get(name)
        if own in (before, other):
            kept = other
        else:
            kept = own
            if other != before:
                notes.append(f"You both changed {name}; theirs: {_short(other)}")
        if kept is not None:
            draft[name] = kept
    return draft, notes


def _kept(text: str) -> list[str]:
    """Keep what somebody wrote in a file of their own; return where."""
    try:
        with NamedTemporaryFile("w", prefix="pacta-", suffix=".yaml", delete=False, encoding="utf-8") as file:
            file.write(text)
    except OSError:
        return ["What you wrote:", *text.splitlines()]
    return [f"What you wrote is kept in {file.name}."]


def _short(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _reasons(refusal: "Problem") -> list[str]:
    return [refusal.detail, *map(str, refusal.errors)]


def _comment(notes: list[str]) -> str:
    lines = [line for note in notes for line in note.splitlines()]
    return "".join(f"#\n# {line}\n" if number == 0 else f"# {line}\n" for number, line in enumerate(lines))


def _plain(saved: str) -> str:
    """Return what was saved without the comments above it."""
    lines = saved.splitlines(keepends=True)
    first = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return "".join(lines[first:])


def _edited(text: str) -> str | None:
    import click

    try:
        return click.edit(text, extension=".yaml")
    except click.ClickException as error:
        fail(f"{error.message} (EDITOR or VISUAL names the editor).")
