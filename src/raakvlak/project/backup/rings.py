"""The keys that encrypted contact details were stored with: a backup carries them, and a restore asks for them."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from raakvlak.project.backup import BackupError


def keys_in_use() -> dict[str, Any]:
    return {"ring": list(settings.RAAKVLAK_KEYS), "fingerprint": settings.RAAKVLAK_FINGERPRINT_KEY}


def take_over(keys: Mapping[str, Any]) -> list[str]:
    """Add the keys that we miss to the data folder, and tell what was done; keys that were set elsewhere we can't."""
    missing = [key for key in keys["ring"] if key not in settings.RAAKVLAK_KEYS]
    is_other_fingerprint = keys["fingerprint"] != settings.RAAKVLAK_FINGERPRINT_KEY
    fixed = [("RAAKVLAK_KEYS", bool(missing)), ("RAAKVLAK_FINGERPRINT_KEY", is_other_fingerprint)]
    if in_the_way := [name for name, is_needed in fixed if is_needed and os.environ.get(name)]:
        raise BackupError(
            _(
                "De reservekopie is met andere sleutels gemaakt dan er in %(names)s staan. Lees die van de kopie met"
                " “raakvlak restore BESTAND --identity SLEUTEL --show-keys” en zet ze daar achter de eerste."
                " RAAKVLAK_FINGERPRINT_KEY moet gelijk zijn. Begin dan opnieuw; er is niets teruggezet."
            )
            % {"names": ", ".join(in_the_way)}
        )
    told = []
    if missing:
        # The ring of the backup comes first: nothing in an empty database was made with another.
        settings.RAAKVLAK_KEYS = [*keys["ring"], *(key for key in settings.RAAKVLAK_KEYS if key not in keys["ring"])]
        _replace(settings.DATA / "keys", ",".join(settings.RAAKVLAK_KEYS))
        told.append(_("De sleutels van de reservekopie staan nu ook in %(path)s.") % {"path": settings.DATA / "keys"})
    if is_other_fingerprint:
        settings.RAAKVLAK_FINGERPRINT_KEY = keys["fingerprint"]
        _replace(settings.DATA / "fingerprint.key", keys["fingerprint"])
        told.append(_("%(path)s is die van de reservekopie.") % {"path": settings.DATA / "fingerprint.key"})
    return told


def _replace(path: Path, text: str) -> None:
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
