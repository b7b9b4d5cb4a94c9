"""A proxy between Pacta and PostgreSQL that loses a COMMIT, or the reply to it, as a network does."""

import selectors
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum, auto

from sqlalchemy import make_url

COMMIT = b"Q\x00\x00\x00\x0bCOMMIT\x00"
"""The message by which the driver asks for it."""

DEFAULT_PORT = 5432


class Loss(Enum):
    """What is lost of the next COMMIT; the connection is lost with it."""

    NOTHING = auto()
    REQUEST = auto()
    REPLY = auto()


class LossyProxy:
    """Forwards connections to the server of a database. `url` leads through it."""

    def __init__(self, url: str) -> None:
        """Listen on a port of this machine; nothing is lost yet."""
        self._target = make_url(url)
        self._listener = socket.create_server(("127.0.0.1", 0))
        port = self._listener.getsockname()[1]
        through = self._target.set(host="127.0.0.1", port=port, query={})
        self.url = through.render_as_string(hide_password=False)
        self.loses = Loss.NOTHING
        self.stays_down = False
        self._is_down = False
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Take no more connections."""
        self._listener.close()

    def recover(self) -> None:
        """Let the server be reached again."""
        self._is_down = self.stays_down = False

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _address = self._listener.accept()
                if self._is_down:
                    client.close()
                else:
                    threading.Thread(target=self._forward, args=(client, self._connect()), daemon=True).start()

    def _connect(self) -> socket.socket:
        host, port = self._target.query.get("host") or self._target.host, self._target.port or DEFAULT_PORT
        if not str(host).startswith("/"):
            return socket.create_connection((str(host), port))
        server = socket.socket(socket.AF_UNIX)
        server.connect(f"{host}/.s.PGSQL.{port}")
        return server

    def _forward(self, client: socket.socket, server: socket.socket) -> None:
        with client, server, selectors.DefaultSelector() as selector, suppress(OSError):
            selector.register(client, selectors.EVENT_READ, server)
            selector.register(server, selectors.EVENT_READ, client)
            while True:
                for key, _events in selector.select():
                    received = key.fileobj.recv(65536)  # type: ignore[union-attr] # the sockets that were registered
                    if not received:
                        return
                    if key.fileobj is client and COMMIT in received and self.loses is not Loss.NOTHING:
                        self._lose(received, server)
                        return
                    key.data.sendall(received)

    def _lose(self, received: bytes, server: socket.socket) -> None:
        loses, self.loses, self._is_down = self.loses, Loss.NOTHING, self.stays_down
        if loses is Loss.REPLY:
            server.sendall(received)
            assert b"COMMIT" in server.recv(65536)


@contextmanager
def lossy_proxy(url: str) -> Iterator[LossyProxy]:
    """Let a proxy forward to the server of a database while the context lasts."""
    proxy = LossyProxy(url)
    try:
        yield proxy
    finally:
        proxy.close()
