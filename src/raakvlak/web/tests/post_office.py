"""A mail server that takes whatever comes, and remembers to whom it was and what it was called."""

import email
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message


class PostOffice(socketserver.ThreadingTCPServer):
    """Listens on a free port of this machine."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Counter)
        self.taken: list[Message] = []

    @property
    def address(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class Counter(socketserver.StreamRequestHandler):
    """Speaks as much SMTP as a mail needs."""

    server: PostOffice

    def handle(self) -> None:
        self.say("220 ready")
        for line in self.rfile:
            command = line[:4].upper()
            if command == b"DATA":
                self.say("354 go on")
                self.server.taken.append(email.message_from_bytes(b"".join(iter(self.rfile.readline, b".\r\n"))))
            self.say("221 bye" if command == b"QUIT" else "250 ok")

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def post_office() -> Iterator[PostOffice]:
    with PostOffice() as office:
        threading.Thread(target=office.serve_forever, daemon=True).start()
        yield office
        office.shutdown()
