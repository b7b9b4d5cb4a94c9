"""A service that holds the seeds, and what makes releases of them in a folder of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from app.exchange.releases.commands import edition_of, record_release
from app.exchange.releases.making import Made, make_release
from app.settings import Settings
from tests.conftest import Serve
from tests.databases import Databases
from tests.engines import ENGINES
from tests.serving import Service
from tests.soundness import holding_the_seeds

PUBLISHER = "The Border Watch"


@dataclass(frozen=True)
class Releasing:
    """A service, and its folder of releases."""

    service: Service
    folder: Path

    @property
    def settings(self) -> Settings:
        settings: Settings = self.service.app.state.settings
        return settings

    def make(self, version: str, notes: str | None = None) -> Made:
        """Make a release of what is recorded now, and leave it unrecorded."""
        reading = ENGINES.reading_engine(self.service.database_url, connections=1, seconds=60)
        with ENGINES.lent(reading) as engine, engine.begin() as connection:
            return make_release(connection, edition_of(connection, version, self.settings, notes), self.folder)

    def release(self, version: str, notes: str | None = None) -> Made:
        """Make a release and record it."""
        made = self.make(version, notes)
        self.service.write(record_release, made)
        return made

    def files(self) -> list[str]:
        """Return the names of all files in the folder."""
        return sorted(file.name for file in self.folder.iterdir())


def files_in(content: bytes) -> Mapping[str, bytes]:
    """Return the files of a zip file by their names."""
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def releasing(
    databases: Databases, backend: str, serving: Serve, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Releasing]:
    """Return a running service that holds the seeds, and its folder, shared by the tests of a module."""
    folder = tmp_path_factory.mktemp("releases")
    with holding_the_seeds(databases, backend, partial(serving, releases=str(folder), publisher=PUBLISHER)) as service:
        yield Releasing(service, folder)
