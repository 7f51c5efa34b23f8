"""The OpenID-certified provider on this machine: npm's oidc-provider, in the version that its lock file pins."""

import json
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from raakvlak.web.oidc import Provider

FOLDER: Final = Path(__file__).parent / "oidc"
SECRET: Final = "een geheim van de tests"
People = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Certified:
    """A provider that runs."""

    issuer: str
    process: subprocess.Popen[str]

    @property
    def provider(self) -> Provider:
        """Return how Raakvlak is known there."""
        return Provider(issuer=self.issuer, client_id="raakvlak", secret=SECRET)

    def knows(self, people: People) -> None:
        """Let these people work there, each with her claims."""
        asked = urllib.request.Request(f"{self.issuer}/people", json.dumps(people).encode())  # noqa: S310  (our own)
        urllib.request.urlopen(asked, timeout=10).close()  # noqa: S310  (the same)

    def stop(self) -> None:
        """Let it answer no more."""
        self.process.terminate()
        self.process.wait(10)


@contextmanager
def certified_provider(site: str) -> Iterator[Certified]:
    """Run a provider that sends people back to this site."""
    node = shutil.which("node")
    if node is None or not (FOLDER / "node_modules").exists():
        raise FileNotFoundError("No provider to log in with: run scripts/install_test_needs.sh")
    command = [node, "provider.mjs", site]
    with subprocess.Popen(command, cwd=FOLDER, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout
        running = Certified(process.stdout.readline().strip(), process)
        try:
            yield running
        finally:
            running.stop()
