"""The database that is kept of a release holds all that the release knows."""

from app.db.engines import writing_engine
from tests.contract import Contract
from tests.databases import Databases
from tests.releases.make_database import make
from tests.releases.wholeness import lacking
from tests.soundness import assert_sound


def test_the_made_up_world_is_whole(databases: Databases, contract: Contract) -> None:
    url = databases.create_bare("sqlite")
    make(url, contract)
    engine = writing_engine(url)
    with engine.connect() as connection:
        assert lacking(connection) == []
    engine.dispose()
    assert_sound(url)
    databases.drop(url)


def test_what_a_database_does_not_show_is_named(databases: Databases) -> None:
    url = databases.create("sqlite", seeded=True)
    engine = writing_engine(url)
    with engine.connect() as connection:
        missing = set(lacking(connection))
    engine.dispose()
    databases.drop(url)
    assert {
        "Citation.voice = document",
        "entries: redact",
        "pledges/amendments/changes/due",
        "topics: merge",
    } <= missing
    assert {"no rows: measurements", "pledges/milestones: delete", "pledges/status_changes: take_effect"} <= missing
    assert not {"Citation.voice = reporter", "no rows: pledges", "pledges: put", "pledges/title"} & missing
