"""`pacta migrate`: the tables alone."""

from app.cli.arguments import AsJson, checked_settings
from app.cli.terminal import say, say_json


def migrate(as_json: AsJson = False) -> None:
    """Bring the database's tables up to this program. `pacta serve` does it by itself.

    Example: pacta migrate
    """
    from app.cli.administration import bootstrap
    from app.cli.administration.database import address_of, writing

    settings = checked_settings()
    with writing(settings, new=True) as engine:
        before, after = bootstrap.migrate(engine)
    if as_json:
        say_json({"database": address_of(settings), "before": before, "after": after})
    elif before == after:
        say(f"{address_of(settings)} is up to date, at revision {after}.")
    else:
        say(f"Migrated {address_of(settings)} from {before or 'nothing'} to revision {after}.")
