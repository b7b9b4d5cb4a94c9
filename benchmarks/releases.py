"""Making a data release: how long it takes, how much it writes, and how much memory that needs."""

import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from zipfile import ZipFile

from benchmarks.serving import ROOT
from benchmarks.world.build import build


def measure(address: str, pledges: int) -> dict[str, float]:
    """Return what releasing a world costs, of so many pledges."""
    found = {"pledges loaded/s": round(build(address, pledges))}
    with tempfile.TemporaryDirectory() as folder:
        before = _command(address, folder, "list")[1]
        seconds, peak = _command(address, folder, "create", "1")
        (file,) = Path(folder).glob("*.zip")
        with ZipFile(file) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        return {
            **found,
            "release, s": round(seconds, 1),
            "pledges/s": round(pledges / seconds),
            "MB before compression": round(unpacked / 1e6),
            "MB/s before compression": round(unpacked / 1e6 / seconds, 1),
            "MB of the file": round(file.stat().st_size / 1e6, 1),
            "peak of memory, MB": peak,
            "of a command that makes nothing, MB": before,
        }


def _command(address: str, folder: str, *arguments: str) -> tuple[float, int]:
    """Run `pacta release`; return its seconds, and its most MB of memory."""
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from app.cli import application\n"
        "application(sys.argv[1:], standalone_mode=False)\n"
        # Of this program alone: `getrusage` counts what started it, too.
        "lines = dict(line.split(':') for line in Path('/proc/self/status').read_text().splitlines())\n"
        "print(lines['VmHWM'].split()[0], file=sys.stderr)\n"
    )
    begun = perf_counter()
    run = subprocess.run(
        [sys.executable, "-c", program, "release", *arguments],
        cwd=ROOT,
        env={"PACTA_DATABASE_URL": address, "PACTA_RELEASES": folder},
        check=True,
        capture_output=True,
        text=True,
    )
    return perf_counter() - begun, round(int(run.stderr.splitlines()[-1]) / 1024)
