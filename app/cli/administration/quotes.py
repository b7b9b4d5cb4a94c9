"""`pacta quotes`: whether sources hold what is quoted of them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.arguments import AsJson, checked_settings
from app.cli.terminal import counted, fail, say, say_aside, say_json, say_table
from app.vocabulary import QuotationOutcome as Outcome

if TYPE_CHECKING:
    from app.records.sources.texts.quotations import Quotation
    from app.records.sources.texts.search import Found

    Checked = dict[str, list[tuple[Quotation, Found]]]

ENDINGS = (".txt", ".md")
SHOWN = 60
"""Characters of a quotation that a table shows."""

quotes = typer.Typer(no_args_is_help=True, help="Check what is quoted of sources.")


@quotes.callback()
def _group() -> None:
    """Keep `check` a command of its own, although there is no other."""


@quotes.command()
def check(
    path: Annotated[
        Path | None,
        typer.Argument(help="A text, or a folder of texts named SOURCE.txt or SOURCE.md. Without it: those stored."),
    ] = None,
    source: Annotated[str | None, typer.Option("--source", help="This source alone; a file given is its text.")] = None,
    as_json: AsJson = False,
) -> None:
    """Look for each quotation of a source in its text. The exit code is 1 where any is missing.

    Example: pacta quotes check texts --source landau-arevalo-talks
    """
    import app.records.registry  # noqa: F401 - makes every record type known to the ledger
    from app.cli.administration.database import snapshot
    from app.records.sources.texts.quotations import find, quotations, source_ids, texts_of
    from app.records.sources.texts.search import Searched

    settings = checked_settings()
    given = None if path is None else _read(path, source)
    with snapshot(settings) as connection:
        texts = texts_of(connection) if given is None else given
        if source is not None:
            texts = {name: text for name, text in texts.items() if name == source}
        known = source_ids(connection)
        if not texts.keys() & known:
            fail("There is no text of a source to check: name files by the ids of sources, or give --source.")
        checked: Checked = {}
        for name in sorted(texts.keys() & known):
            searched = Searched(texts[name])
            checked[name] = [(quotation, find(quotation, searched)) for quotation in quotations(connection, name)]
    _say(checked, as_json=as_json)
    if not as_json:
        for name in sorted(texts.keys() - known):
            say_aside(f"{name} is not the id of a source: its text was not checked.")
        if source is None and (left := sorted(known - texts.keys())):
            say_aside(f"Not checked, since no text is given: {', '.join(left)}.")
    missing = sum(found.outcome == Outcome.MISSING for found_ in checked.values() for _quotation, found in found_)
    if missing:
        fail(f"Missing: {counted(missing, 'quotation')}.")


def _read(path: Path, source: str | None) -> dict[str, str]:
    """Return the texts of a file or folder by the ids of their sources."""
    if path.is_dir():
        files = sorted(file for file in path.iterdir() if file.suffix in ENDINGS and file.is_file())
        return {file.stem: _text(file) for file in files if source in {None, file.stem}}
    if not path.is_file():
        fail(f"{path} is neither a file nor a folder.")
    return {source or path.stem: _text(path)}


def _text(file: Path) -> str:
    from pydantic import TypeAdapter, ValidationError

    from app.values.texts import WholeText

    try:
        text: str = TypeAdapter(WholeText).validate_python(file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        fail(f"{file} cannot be read: {error.strerror}.")
    except UnicodeDecodeError:
        fail(f"{file} is not UTF-8.")
    except ValidationError as error:
        fail(f"{file}: {error.errors()[0]['msg']}")
    return text


def _say(checked: "Checked", *, as_json: bool) -> None:
    from app.records.sources.texts.quotations import item

    if as_json:
        say_json({name: [item(*one) for one in found] for name, found in checked.items()})
        return
    rows = []
    for name, found in checked.items():
        outcomes = [one.outcome for _quotation, one in found]
        counts = (len(found), *(outcomes.count(one) for one in (Outcome.EXACT, Outcome.EDITED, Outcome.MISSING)))
        rows.append((name, *map(str, counts)))
    say_table(("source", "quotations", "exact", "edited", "missing"), rows, numbers=True)
    doubtful = [_row(*one) for found in checked.values() for one in found if one[1].outcome != Outcome.EXACT]
    if doubtful:
        say("")
        say_table(("quotation", "citation", "outcome", "like", "at"), doubtful)


def _row(quotation: "Quotation", found: "Found") -> tuple[str, ...]:
    place = (quotation.collection, quotation.record, quotation.part, "citations", quotation.citation)
    words = " ".join(quotation.exact.split())
    return (
        words if len(words) <= SHOWN else f"{words[: SHOWN - 1]}\u2026",
        "/".join(filter(None, place)),
        found.outcome.value,
        "" if found.similarity is None else f"{found.similarity:.0%}",
        "" if found.start is None else str(found.start),
    )
