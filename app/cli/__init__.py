"""The command line. A command imports what it needs when it runs: `--version` must not wait for the web framework."""

import gc
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import Annotated

import typer

from app import VERSION
from app.cli.administration.duplicates import duplicates
from app.cli.administration.keys import keys
from app.cli.administration.ledger import ledger
from app.cli.administration.migration import migrate
from app.cli.administration.quotes import quotes
from app.cli.administration.releases import release
from app.cli.administration.webhooks import webhooks
from app.cli.arguments import checked_settings
from app.cli.exit_codes import ENDING, ending
from app.cli.imports.commands import import_
from app.cli.records.commands import groups
from app.cli.service.assistants import mcp
from app.cli.service.changes import changes
from app.cli.service.doctor import doctor
from app.cli.service.export import export
from app.cli.service.intake import intake
from app.cli.service.login import login, logout
from app.cli.service.search import search
from app.cli.service.statistics import statistics
from app.cli.status.commands import status
from app.cli.terminal import notice, on_terminal, say, say_aside

application = typer.Typer(
    name="pacta",
    help="Pacta tracks what states promise each other and what came of it.",
    no_args_is_help=True,
    epilog=ENDING,
    pretty_exceptions_enable=False,
)


@application.command()
def serve() -> None:
    """Bring the database up to date, load the seeds if it is empty, and serve. PACTA_* variables set how.

    Example: PACTA_PORT=8080 pacta serve
    """
    from app.http.server.request_log import configure

    settings = checked_settings()
    if on_terminal() and "log_format" not in settings.model_fields_set:
        settings = settings.model_copy(update={"log_format": "text"})
    configure(settings)
    notice("starting", "Starting Pacta …", version=VERSION)
    # What is imported stays: to look through it for garbage, time and again, takes a fifth of the start.
    gc.disable()
    from app.cli.administration import server

    gc.freeze()
    gc.enable()
    server.serve(settings)


RECORDS, SERVICE, DATABASE = "Records", "What came of them", "The database"
"""Panels of the help."""

application.command(rich_help_panel=DATABASE)(migrate)
for _noun, _group in groups():
    application.add_typer(_group, name=_noun, rich_help_panel=RECORDS)
application.command("import", rich_help_panel=RECORDS)(import_)
application.command(rich_help_panel=RECORDS)(intake)
application.add_typer(status, name="status", rich_help_panel=SERVICE)
application.command(rich_help_panel=SERVICE)(search)
application.add_typer(statistics(), name="stats", rich_help_panel=SERVICE)
application.command(rich_help_panel=SERVICE)(export)
application.command(rich_help_panel=SERVICE)(changes)
application.command(rich_help_panel=SERVICE)(mcp)
application.command()(login)
application.command()(logout)
application.command()(doctor)
application.command(rich_help_panel=DATABASE)(duplicates)
application.add_typer(keys, name="keys", rich_help_panel=DATABASE)
application.add_typer(ledger, name="ledger", rich_help_panel=DATABASE)
application.add_typer(quotes, name="quotes", rich_help_panel=DATABASE)
application.add_typer(release, name="release", rich_help_panel=DATABASE)
application.add_typer(webhooks, name="webhooks", rich_help_panel=DATABASE)


def _say_version(wanted: bool) -> None:
    if wanted:
        say(f"pacta {VERSION}")
        raise typer.Exit


@application.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Take the options that belong to no command."""


def main() -> None:
    """Run the command line. Faults that can be foreseen end in one line each and an exit code of `ExitCode`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that lacks a character must not end a command.
            stream.reconfigure(errors="backslashreplace")
    try:
        application()
    except BrokenPipeError:
        # Who read the output has heard enough, as `| head` does.
        with suppress(BrokenPipeError):
            sys.stdout.close()
        sys.exit(1)
    except Exception as error:
        ended = ending(error)
        if ended is None:
            raise
        code, lines = ended
        say_aside(*lines)
        sys.exit(code)
