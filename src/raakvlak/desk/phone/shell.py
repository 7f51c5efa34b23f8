"""What a phone keeps of the site itself, so that the page opens without a connection; nothing of anybody is in it."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

SOURCE: Final = Path(__file__).with_name("worker.js")
# All that the page of the phone needs; scripts/bundle_phone.py makes them out of their sources.
NAMED: Final = ("desk/bundled/phone.css", "desk/bundled/phone.js", "desk/phone/photos.js", "img/sign.svg")
ICONS_ON_PAGE: Final = "bundled/phone_icons.html"
ICONS: Final = ((192, "any"), (512, "any"), (512, "maskable"))


def files() -> list[str]:
    """Return the addresses of all that the page needs."""
    return [static(name) for name in NAMED]


def worker() -> str:
    """Return the worker, with what it must know of the house above it."""
    notes = [reverse("desk:note"), reverse("desk:series")]
    house = {"version": version(), "page": reverse("desk:phone"), "notes": notes, "files": files()}
    return f"const HOUSE = {json.dumps(house)};\n{SOURCE.read_text()}"


def version() -> str:
    """Return a mark that changes whenever one of the files does, or the page itself."""
    return _version() if not settings.DEBUG else _version.__wrapped__()


@cache
def _version() -> str:
    templates = SOURCE.parents[1] / "templates" / "desk"
    pages = [SOURCE, templates / "phone.html", *sorted(templates.glob("phone/*.html")), templates / ICONS_ON_PAGE]
    found = [finders.find(name) for name in NAMED]
    contents = [path.read_bytes() for path in (*pages, *(Path(str(path)) for path in found if path))]
    return hashlib.sha256(b"\x00".join(contents)).hexdigest()[:16]


def manifest() -> dict[str, Any]:
    """Describe the site as something that one puts on the screen of a phone."""
    return {
        "id": reverse("desk:phone"),
        "name": "Raakvlak",
        "short_name": "Raakvlak",
        "description": _("Noteer wat je buiten hoort, ook zonder verbinding."),
        "lang": "nl",
        "dir": "ltr",
        "start_url": reverse("desk:phone"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#faf8f4",
        "theme_color": "#1a5f6a",
        "categories": ["productivity", "government"],
        "icons": [
            {
                "src": static(f"desk/img/{purpose}-{size}.png"),
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": purpose,
            }
            for size, purpose in ICONS
        ],
        "share_target": {
            "action": reverse("desk:phone"),
            "method": "GET",
            "params": {"title": "titel", "text": "tekst", "url": "link"},
        },
        "shortcuts": [
            {"name": _("Noteer"), "url": reverse("desk:phone")},
            {"name": _("Reeks"), "url": f"{reverse('desk:phone')}#reeks"},
            {"name": _("Vandaag"), "url": reverse("desk:today")},
        ],
    }
