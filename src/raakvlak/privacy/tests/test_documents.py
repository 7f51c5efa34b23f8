"""What docs/privacy tells is what the code does."""

import re

import pytest
from django.conf import settings

from raakvlak.municipality.models import KeptKind
from raakvlak.municipality.models.keeping import DEFAULT_RULES, KLAD_DAYS
from raakvlak.privacy.ending import HISTORY_DAYS, LOG_DAYS, WITHDRAWN_DAYS
from raakvlak.situations.models import FADES_AFTER_DAYS

FOLDER = settings.ROOT / "docs" / "privacy"


def words_of(name: str) -> str:
    return " ".join((FOLDER / f"{name}.md").read_text().split())


@pytest.mark.parametrize("kind", list(KeptKind))
def test_the_register_tells_the_terms_that_we_begin_with(kind: KeptKind) -> None:
    row = re.search(
        rf"^\| {re.escape(str(kind.label))} \|.*\| (\d+) \|$",
        (FOLDER / "verwerkingsregister.md").read_text(),
        re.MULTILINE,
    )
    assert row is not None
    assert int(row[1]) == DEFAULT_RULES[kind]["days"]


def test_the_documents_tell_the_other_terms() -> None:
    register = words_of("verwerkingsregister")
    assert f"leeft {KLAD_DAYS} dagen" in register
    assert f"verdwijnt {WITHDRAWN_DAYS} dagen later" in register
    assert f"is na {HISTORY_DAYS} dagen ook uit de geschiedenis" in register
    assert f"openen van een klad: {LOG_DAYS // 365} jaar" in register
    assert f"na {FADES_AFTER_DAYS} dagen telt het niet meer" in words_of("dpia")


@pytest.mark.parametrize("name", ["verwerkingsregister", "dpia", "ondernemingsraad", "voor-bewoners"])
def test_every_link_between_the_documents_leads_somewhere(name: str) -> None:
    for target in re.findall(r"\]\(([\w-]+\.md)\)", words_of(name)):
        assert (FOLDER / target).exists()
