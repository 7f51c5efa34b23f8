"""Encrypt a stream with age: the public key writes, and only the private key that one keeps oneself reads."""

import io
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Thread
from typing import IO, Final, Protocol

import pyrage
from django.utils.translation import gettext as _
from pyrage.x25519 import Identity, Recipient

from raakvlak.project.backup import BackupError

_PRIVATE: Final = "AGE-SECRET-KEY-"


class Writable(Protocol):
    def write(self, data: bytes | memoryview, /) -> int: ...


class Sealed(io.RawIOBase):
    """What is written here arrives encrypted in `out`; a thread does it, so that nothing has to fit in memory."""

    def __init__(self, out: Writable, recipients: Sequence[Recipient]) -> None:
        super().__init__()
        reading, self._writing = os.pipe()
        self._target = _Noting(out)
        self._work = _Work(lambda: _encrypt(reading, self._target, recipients))

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        try:
            return os.write(self._writing, data)  # type: ignore[arg-type]  # any buffer
        except BrokenPipeError:
            self._work.finish(self._explain)
            raise

    def close(self) -> None:
        if not self.closed:
            super().close()
            os.close(self._writing)
            self._work.finish(self._explain)

    def _explain(self, error: BaseException) -> BaseException:
        if self._target.error:
            reason = os.strerror(self._target.error.errno or 0)
            return BackupError(_("De reservekopie kon niet worden weggeschreven: %(reason)s.") % {"reason": reason})
        return error


class Opened(io.RawIOBase):
    """What is read here was decrypted from `source`, a piece at a time, and each piece was found unchanged."""

    def __init__(self, source: IO[bytes], identities: Sequence[Identity]) -> None:
        super().__init__()
        self._reading, writing = os.pipe()
        self._work = _Work(lambda: _decrypt(source, writing, identities))
        self._has_ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        count = os.readv(self._reading, [buffer])  # type: ignore[list-item]  # any buffer
        if not count:
            self._has_ended = True
            self._work.finish(_unreadable)
        return count

    def close(self) -> None:
        if not self.closed:
            super().close()
            os.close(self._reading)
            if not self._has_ended:
                self._work.wait()


class _Work:
    """A thread, and what went wrong in it."""

    def __init__(self, task: Callable[[], None]) -> None:
        self._task = task
        self._error: BaseException | None = None
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def wait(self) -> None:
        self._thread.join()

    def finish(self, explain: Callable[[BaseException], BaseException]) -> None:
        """Wait, and raise here what went wrong there."""
        self.wait()
        if self._error:
            raise explain(self._error) from self._error

    def _run(self) -> None:
        try:
            self._task()
        except BaseException as error:  # noqa: BLE001 – whoever waits for the thread raises it
            self._error = error


class _Noting:
    """A target that takes all of it, and remembers why it could not."""

    def __init__(self, out: Writable) -> None:
        self._out = out
        self.error: OSError | None = None

    def write(self, data: bytes) -> int:
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[self._out.write(rest) :]
        except OSError as error:
            self.error = error
            raise
        return len(data)

    def flush(self) -> None:
        """Leave that to whoever opened the target."""


def _encrypt(reading: int, target: _Noting, recipients: Sequence[Recipient]) -> None:
    with os.fdopen(reading, "rb") as source:
        pyrage.encrypt_io(source, target, list(recipients))
    if target.error:
        raise target.error  # pyrage keeps a failure of its very last write to itself


def _decrypt(source: IO[bytes], writing: int, identities: Sequence[Identity]) -> None:
    with os.fdopen(writing, "wb", buffering=0) as target:
        pyrage.decrypt_io(source, target, list(identities))


def _unreadable(error: BaseException) -> BackupError:
    text = str(error)
    if "No matching keys" in text:
        return BackupError(
            _("Deze sleutel past niet op deze reservekopie. Neem het sleutelbestand dat bij de kopie hoort.")
        )
    if "decryption error" in text:
        return BackupError(
            _("De reservekopie is afgebroken of beschadigd. Neem een andere kopie; uit deze is niets teruggezet.")
        )
    return BackupError(_("Dit is geen reservekopie van Raakvlak, of alleen het begin ervan. Neem een ander bestand."))


def new_identity() -> tuple[str, str]:
    """Make a pair: the private key that opens, and the public key that seals."""
    identity = Identity.generate()
    return str(identity), str(identity.to_public())


def recipients(public_keys: Sequence[str]) -> list[Recipient]:
    """Read the public keys of RAAKVLAK_BACKUP_KEY."""
    if not public_keys:
        raise BackupError(
            _(
                "Er is nog geen sleutel voor reservekopieën. Maak er een met “raakvlak backup --new-key BESTAND” en zet"
                " het openbare deel in RAAKVLAK_BACKUP_KEY."
            )
        )
    if any(key.upper().startswith(_PRIVATE) for key in public_keys):
        raise BackupError(
            _("In RAAKVLAK_BACKUP_KEY staat het geheime deel. Haal het daar weg, en zet er het openbare neer (age1…).")
        )
    try:
        return [Recipient.from_str(key) for key in public_keys]
    except pyrage.RecipientError as error:
        raise BackupError(
            _("In RAAKVLAK_BACKUP_KEY staat geen sleutel. Zo’n sleutel begint met age1; kijk of hij heel is.")
        ) from error


def identities(path: Path) -> list[Identity]:
    """Read the private keys in a file, one a line; what follows # is for people."""
    try:
        lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
        found = [Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except OSError as error:
        values = {"path": path, "reason": os.strerror(error.errno or 0)}
        raise BackupError(_("Het sleutelbestand %(path)s kan niet worden gelezen: %(reason)s.") % values) from error
    except (UnicodeDecodeError, pyrage.IdentityError):
        found = []
    if not found:
        raise BackupError(
            _("In %(path)s staat geen geheime sleutel. Zo’n sleutel begint met %(start)s.")
            % {"path": path, "start": _PRIVATE}
        )
    return found
