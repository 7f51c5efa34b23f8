"""Start Raakvlak: everything that it needs, its web server and its job worker, until somebody stops it."""

import contextlib
import http.client
import os
import socket
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.db.utils import OperationalError
from django.utils.translation import gettext as _

from raakvlak.demo.stories import PERSONAS
from raakvlak.demo.town import PASSWORD
from raakvlak.project import processes
from raakvlak.project.preparation import prepare

HIGHEST_PORT = 65535
READY_WITHIN_SECONDS = 60
PORT_WITHIN_SECONDS = 5.0


class Command(BaseCommand):
    help = "Start the web server and the job worker; PORT, RAAKVLAK_DATA and DATABASE_URL are honoured."

    def handle(self, **_options: Any) -> None:
        with processes.stopping_on_signals(), listening_socket(os.environ.get("PORT", "8000")) as listener:
            self.say(_("Raakvlak wordt klaargezet …"))
            try:
                prepare()
            except OperationalError as error:
                message = _("De database is niet bereikbaar: %(error)s") % {"error": error}
                raise CommandError(message) from error
            connections.close_all()
            self.serve(listener)

    def serve(self, listener: socket.socket) -> None:
        """Run both processes until one of them ends or we are asked to stop; then stop both."""
        running: dict[str, processes.Process] = {}
        try:
            running[_("webserver")] = start_web_server(listener)
            running[_("takenwerker")] = start_worker()
            port = listener.getsockname()[1]
            wait_until_ready(port, running)
            self.welcome(port)
            ended = processes.first_to_end(running)
        except processes.AskedToStop:
            self.say("\n" + _("Raakvlak stopt …"))
            raise
        finally:
            processes.stop(running.values())
        raise CommandError(
            _("De %(name)s stopte uit zichzelf (code %(code)s). Daarom is alles gestopt.")
            % {"name": ended, "code": running[ended].returncode}
        )

    def welcome(self, port: int) -> None:
        address = f"http://127.0.0.1:{port}"
        self.say(_("Raakvlak staat klaar op %(address)s") % {"address": address})
        if settings.DEMO:
            self.say(
                _("Log met één klik in als iemand uit de verzonnen gemeenten: %(address)s/demo/") % {"address": address}
            )
            self.say(_("Of met e-mailadres en wachtwoord (%(password)s):") % {"password": PASSWORD})
            for persona in PERSONAS:
                self.say(f"  {persona.email:<28} {persona.name}, {persona.says}")
        self.say(_("Stoppen: druk op Ctrl-C."))

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def listening_socket(port: str) -> socket.socket:
    """Claim the port at once, so that one in use is told before anything else happens."""
    if not port.isdecimal() or int(port) > HIGHEST_PORT:
        raise CommandError(_("PORT moet een getal van 0 tot 65535 zijn, niet “%(port)s”.") % {"port": port})
    deadline = time.monotonic() + PORT_WITHIN_SECONDS
    try:
        return claim(int(port), deadline)
    except OSError as error:
        message = _("Poort %(port)s is niet vrij (%(error)s). Kies een andere, bijvoorbeeld: PORT=8080 make run")
        raise CommandError(message % {"port": port, "error": os.strerror(error.errno or 0)}) from error


def claim(port: int, deadline: float) -> socket.socket:
    """Take a port, and wait a little for one before us that was killed and whose children are still stopping."""
    while True:
        try:
            return socket.create_server(("127.0.0.1", port))
        except OSError:
            if time.monotonic() >= deadline:
                raise
        time.sleep(0.1)


def start_web_server(listener: socket.socket) -> processes.Process:
    options = {
        "bind": f"fd://{listener.fileno()}",
        "worker-class": "gthread",
        "workers": os.environ.get("WEB_CONCURRENCY", "2"),
        "threads": "4",
        "graceful-timeout": "10",
        "log-level": "warning",
        "logger-class": "raakvlak.web.serving.QuietLogger",
    }
    arguments = [f"--{name}={value}" for name, value in options.items()]
    return processes.start(
        "gunicorn",
        *arguments,
        "--no-control-socket",
        "--preload",  # a worker is a fork of what is ready: one that died is back at once, and they share memory
        "raakvlak.project.wsgi",
        sockets=[listener.fileno()],
    )


def start_worker() -> processes.Process:
    return processes.start("raakvlak", "work", is_patient=True)


def wait_until_ready(port: int, running: dict[str, processes.Process]) -> None:
    """Wait until the web server answers, or until it is clear that it never will."""
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < deadline and all(process.poll() is None for process in running.values()):
        with contextlib.suppress(OSError, http.client.HTTPException), connection_to(port) as connection:
            connection.request("GET", "/_healthz/livez")
            connection.getresponse()
            return
        time.sleep(0.1)


def connection_to(port: int) -> contextlib.closing[http.client.HTTPConnection]:
    return contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=1))
