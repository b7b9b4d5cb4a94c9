"""The receiver that the page on webhooks shows in JavaScript takes what Pacta sends, and nothing else."""

import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

import httpx

from app.webhooks.events import body_of
from app.webhooks.secrets import new_secret, signed
from tests.generators.conftest import Tools
from tests.processes import free_port
from tests.serving import PATIENCE
from tests.webhooks.test_guide import EVENT, PAGE

TOLD = b"pledges.put /v1/pledges/guatemala-deportation-flights\n"


@contextmanager
def receiving(tools: Tools, secret: str, port: int) -> Iterator["subprocess.Popen[bytes]"]:
    """Run the receiver that is shown, with a secret and a port of the test's own, until it listens."""
    (shown,) = re.findall(r"```js\n(.*?)```", PAGE, re.DOTALL)
    tools.write("receiver.mjs", shown.replace("whsec_…", secret).replace("8080", str(port)))
    packages = tools.folder / "node_modules"
    packages.symlink_to(tools.installed / "node" / "node_modules")
    with subprocess.Popen(["node", "receiver.mjs"], cwd=tools.folder, stdout=subprocess.PIPE) as process:
        try:
            end = time.monotonic() + PATIENCE
            while not listens(port):
                assert process.poll() is None, "the receiver did not start"
                assert time.monotonic() < end, "the receiver took too long to start"
                time.sleep(0.02)
            yield process
        finally:
            process.kill()
            packages.unlink()


def listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), PATIENCE):
        return True
    return False


def test_it_takes_what_is_signed_and_refuses_the_rest(tools: Tools) -> None:
    secret, port = new_secret(), free_port()
    body = body_of(EVENT)
    headers = dict(signed("msg_newsroom_214", datetime.now(UTC), body, [new_secret(), secret]))
    with receiving(tools, secret, port) as process:
        url = f"http://127.0.0.1:{port}/hook"
        for sent, expected in ((body.replace("214", "215"), 400), (body, 204)):
            answer = httpx.post(url, content=sent.encode(), headers=headers, trust_env=False, timeout=PATIENCE)
            assert answer.status_code == expected
        assert process.stdout is not None
        assert process.stdout.readline() == TOLD
