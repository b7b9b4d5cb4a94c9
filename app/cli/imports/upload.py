"""Files on their way into an import: packed if there are several, sent with their mapping, and watched."""

import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any

from app.cli.progress import progress
from app.cli.terminal import fail

if TYPE_CHECKING:
    import httpx

    from app.client import Client

BUNDLES = (".yaml", ".yml", ".json", ".jsonl", ".ndjson")
TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".ods")
SECONDS = 0.2
"""Between two looks at how far an import is."""

UNDER_WAY = frozenset({"running", "undoing"})


@dataclass(frozen=True)
class Upload:
    """An open file, what it is called, the mapping that goes with it, and what its data set is called by default."""

    opened: IO[bytes]
    name: str
    mapping: str | None
    data_set: str | None

    def send(self, client: "Client", query: dict[str, Any]) -> dict[str, Any]:
        """Send the file; return how far the import is. Of one that is refused or stopped, what is wrong."""
        import httpx

        from app.client.requests import Request, address, content

        form = {} if self.mapping is None else {"mapping": self.mapping}
        # httpx knows how a form is written; the client sends it.
        made = httpx.Request("POST", "http://form", data=form, files={"file": (self.name, self.opened)})
        headers = {"Content-Type": made.headers["content-type"]}
        request = Request("POST", address("imports"), {"data_set": self.data_set} | _said(query), made.read(), headers)
        response, _again = client.run(client.conversation.exchange(request))
        if response.is_client_error and (id := _import_of(response)) is not None:
            found: dict[str, Any] = client.get(address("imports", str(id)))
            return found
        answer: dict[str, Any] = content(response)
        return answer


def _import_of(response: "httpx.Response") -> int | None:
    """Return which import a refusal is about, if it is about one."""
    try:
        told = response.json()
    except ValueError:
        return None
    return told.get("import_id") if isinstance(told, dict) else None


def _said(query: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in query.items() if value is not None}


@contextmanager
def read_upload(path: Path | None, mapping: str | None) -> Iterator[Upload]:
    """Open what is to be imported, a folder as an archive of its files."""
    from app.exchange.formats.bundle import SEEDS

    path = path or SEEDS
    text = None if mapping is None else _mapping(mapping)
    default = None if mapping is not None else path.resolve().stem
    if path.is_dir():
        with _packed(path, BUNDLES if mapping is None else BUNDLES + TABLES) as opened:
            yield Upload(opened, f"{path.resolve().name}.zip", text, default)
        return
    try:
        opened = path.open("rb")
    except OSError as error:
        fail(f"{path}: cannot be read: {error.strerror}")
    with opened:
        yield Upload(opened, path.name, text, default)


def _mapping(mapping: str) -> str:
    """Return the text of a mapping that is a file; the name of any other."""
    path = Path(mapping)
    if not path.suffix:
        return mapping
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        fail(f"{path}: cannot be read: {reason}")


@contextmanager
def _packed(folder: Path, endings: tuple[str, ...]) -> Iterator[IO[bytes]]:
    files = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in endings and path.is_file()]
    if not files:
        fail(f"{folder}: holds no files that end in {', '.join(endings)}")
    with TemporaryFile() as opened:
        with zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED) as package:
            for path in files:
                package.write(path, path.name)
        opened.seek(0)
        yield opened


def wait_for(client: "Client", found: dict[str, Any]) -> dict[str, Any]:
    """Return an import once it has ended, and show how far it is meanwhile."""
    from app.client.requests import address

    if found["state"] not in UNDER_WAY:
        return found
    with progress("Importing", "changes written") as watching:
        while found["state"] in UNDER_WAY:
            if found.get("total"):
                watching(found["done"], found["total"])
            time.sleep(SECONDS)
            found = client.get(address("imports", str(found["id"])))
    return found
