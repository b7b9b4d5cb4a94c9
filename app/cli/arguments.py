"""What several commands take."""

from collections.abc import Callable
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.terminal import fail

if TYPE_CHECKING:
    from app.settings import Settings

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for a script.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print all as CSV, for a spreadsheet.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would happen, and change nothing.")]

Filters = Annotated[
    list[str] | None, typer.Option("--filter", help="name=value, as in the API; may be repeated, and so may a name.")
]


def checked_settings() -> "Settings":
    """Return the settings. Bad ones end the command, each named by its variable; the values are not repeated."""
    from pydantic import ValidationError

    from app.settings import settings
    from app.values.wording.messages import message

    try:
        return settings()
    except ValidationError as error:
        found = error.errors(include_input=False, include_url=False)
        fail(*(f"PACTA_{'_'.join(map(str, fault['loc'])).upper()}: {message(fault)}" for fault in found))


def one_line(text: str, option: str) -> str:
    """Return the value of an option that is shown to everybody: visible, and on one line. Else that is wrong usage."""
    from pydantic import TypeAdapter, ValidationError

    from app.values.texts import ShortText

    line: TypeAdapter[str] = TypeAdapter(ShortText)
    try:
        return line.validate_python(text)
    except ValidationError as error:
        raise typer.BadParameter(error.errors()[0]["msg"], param_hint=option) from None


def past_day(text: str, option: str) -> str:
    """Return the value of an option that is a day on which something has happened. Else that is wrong usage."""
    from datetime import date

    from app.values.times.possible_dates import has_begun

    try:
        day = date.fromisoformat(text).isoformat()
    except ValueError:
        day = ""
    if day != text:
        message = "must be a day, such as 2025-06-30"
        raise typer.BadParameter(message, param_hint=option)
    if not has_begun(day):
        message = "must not be later than today anywhere on Earth (UTC+14)"
        raise typer.BadParameter(message, param_hint=option)
    return day


def filters_of(given: list[str] | None) -> dict[str, Any]:
    """Return the filters that `--filter name=value` options give. Else that is wrong usage."""
    found: dict[str, Any] = {}
    for one in given or ():
        name, equals, value = one.partition("=")
        if not equals or not name:
            raise typer.BadParameter(f"{one!r} must be name=value", param_hint="--filter")
        found.setdefault(name, []).append(value)
    return found


def refuse_two_forms(*, as_json: bool, as_csv: bool) -> None:
    """Refuse to print JSON and CSV at once."""
    if as_json and as_csv:
        raise typer.BadParameter("give --json or --csv, not both", param_hint="--csv")


def take(command: Callable[..., None], options: dict[str, tuple[Any, Any]]) -> None:
    """Give a command the options, as Typer reads them from a function."""
    command.__annotations__ = {name: annotation for name, (annotation, _default) in options.items()}
    command.__signature__ = Signature(  # type: ignore[attr-defined] # what inspect looks at first
        [
            Parameter(name, Parameter.KEYWORD_ONLY, annotation=annotation, default=default)
            for name, (annotation, default) in options.items()
        ]
    )
