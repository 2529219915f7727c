"""A line to the server that drops: it carries bytes both ways until it has carried enough, and is dead until it is mended."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from urllib.parse import urlsplit

PIECE = 65536


class Line:
    """Stands between a browser and the server at `to`."""

    def __init__(self, to: str) -> None:
        address = urlsplit(to)
        self.server = (address.hostname or "127.0.0.1", address.port or 80)
        self.door = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.door.getsockname()[1]}"
        self.drops_after: int | None = None  # bytes from now
        self.dead = False

    def mend(self) -> None:
        self.drops_after, self.dead = None, False

    def carry(self) -> None:
        with suppress(OSError):
            while True:
                browser, _ = self.door.accept()
                if self.dead:
                    browser.close()
                    continue
                server = socket.create_connection(self.server)
                for one, other, counted in [(browser, server, True), (server, browser, False)]:
                    threading.Thread(target=self._pump, args=(one, other, counted), daemon=True).start()

    def _pump(self, one: socket.socket, other: socket.socket, counted: bool) -> None:
        with closing(one), closing(other), suppress(OSError):
            while piece := one.recv(PIECE):
                if counted and self.drops_after is not None:
                    self.drops_after -= len(piece)
                    if self.drops_after < 0:
                        self.dead = True
                if self.dead:
                    break
                other.sendall(piece)
            for end in (one, other):
                end.shutdown(socket.SHUT_RDWR)


@contextmanager
def line_to(server: str) -> Iterator[Line]:
    line = Line(server)
    thread = threading.Thread(target=line.carry, daemon=True)
    thread.start()
    yield line
    line.dead = True
    line.door.shutdown(socket.SHUT_RDWR)
    line.door.close()
    thread.join(timeout=5)
