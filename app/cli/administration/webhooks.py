"""`pacta webhooks`: deliver them apart from the service."""

import typer

from app.cli.arguments import checked_settings
from app.cli.terminal import notice

webhooks = typer.Typer(no_args_is_help=True, help="Deliver webhooks apart from the service.")


@webhooks.callback()
def _group() -> None:
    """Let there be commands of the group, though it has one so far."""


@webhooks.command()
def work() -> None:
    """Deliver webhooks until a signal says to stop, for a service that runs with PACTA_WEBHOOKS=0.

    Beside another process that delivers, it waits, and takes over where that ends.

    Example: pacta webhooks work
    """
    import asyncio

    from app.cli.administration.database import writing
    from app.http.server.request_log import configure
    from app.webhooks.delivery.deliverer import deliver

    settings = checked_settings()
    configure(settings)
    with writing(settings):
        # It is there, and at the program's revision.
        pass
    notice("delivering", "Delivering webhooks; Ctrl-C stops it.")
    asyncio.run(deliver(settings))
    notice("stopped", "Stopped.")
