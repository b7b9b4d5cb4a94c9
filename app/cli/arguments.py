"""What several commands take."""

from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.terminal import fail

if TYPE_CHECKING:
    from app.settings import Settings

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for a script.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV, for a spreadsheet.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would happen, and change nothing.")]


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
