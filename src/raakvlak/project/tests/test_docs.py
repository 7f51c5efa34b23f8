"""The reference names every setting, command and address, and nothing that is gone."""

import re

from django.conf import settings
from django.core.management import get_commands

from raakvlak.project.tests.addresses import addresses

REFERENCE = settings.ROOT / "docs" / "developers" / "reference.md"
READ_FROM_ENVIRONMENT = re.compile(r'(?:environ(?:\.get)?[(\[]|is_on\()\s*"([A-Z_]+)"')
LINK = re.compile(r"\]\(([^)#:\s]*[./][^)#:\s]*)(?:#[^)]*)?\)")
HEAVIEST_PICTURE_BYTES = 120_000
NOT_OURS = {"DJANGO_SETTINGS_MODULE"}


def named_in(heading: str) -> set[str]:
    """Return what stands first in each row of the table under a heading."""
    section = REFERENCE.read_text().split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return set(re.findall(r"^\| `([^`]+)`", section, re.MULTILINE))


def settings_in_the_source() -> set[str]:
    """Return the names that are read from the environment; DATABASE_URL is read by dj-database-url."""
    files = [path for path in settings.PACKAGE.rglob("*.py") if "tests" not in path.parts and path.stem != "conftest"]
    return {name for path in files for name in READ_FROM_ENVIRONMENT.findall(path.read_text())} | {"DATABASE_URL"}


def test_every_setting_is_documented() -> None:
    assert named_in("Settings") == settings_in_the_source() - NOT_OURS


def test_every_command_is_documented() -> None:
    ours = {name for name, app in get_commands().items() if str(app).startswith("raakvlak.")}
    assert named_in("Commands") == ours


def test_every_address_is_documented() -> None:
    assert named_in("Addresses") == {f"/{address}" for address in addresses()}, "run scripts/write_reference.py"


def test_every_link_leads_somewhere_and_every_picture_is_shown_and_light() -> None:
    pages = [settings.ROOT / "README.md", *(settings.ROOT / "docs").rglob("*.md")]
    links = {(page, (page.parent / target).resolve()) for page in pages for target in LINK.findall(page.read_text())}
    assert [f"{page.name}: {target}" for page, target in sorted(links) if not target.exists()] == []
    pictures = set((settings.ROOT / "docs" / "pictures").glob("*.png"))
    assert {picture.name for picture in pictures - {target for _, target in links}} == set()
    assert [picture.name for picture in pictures if picture.stat().st_size > HEAVIEST_PICTURE_BYTES] == []
