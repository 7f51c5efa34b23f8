import pytest
from hypothesis import given
from hypothesis import strategies as st

from raakvlak.web.special import Finding, Kind, special_words


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ze is al een jaar depressief.", Kind.HEALTH),
        ("Zijn vrouw is DEMENTEREND", Kind.HEALTH),
        ("Sinds haar burn-out komt ze minder buiten", Kind.HEALTH),
        ("De mensen van de moskee willen meedoen", Kind.FAITH),
        ("Een katholieke buurvrouw", Kind.FAITH),
        ("Zij geeft koranles in het buurthuis", Kind.FAITH),
        ("Haar jongen heeft overgewicht", Kind.HEALTH),
        ("Bang dat drugscriminelen hem ronselen", Kind.CRIME),
        ("Een middag voor LGBTQ+ jongeren", Kind.SEXUALITY),
        ("Hij stemt op de PVV", Kind.POLITICS),
        ("Ze is lid van D66", Kind.POLITICS),
        ("Hij heeft een strafblad", Kind.CRIME),
        ("Sprak met haar zoontje van 9", Kind.MINOR),
        ("een 12-jarig meisje", Kind.MINOR),
        ("een 7 jarige leerling", Kind.MINOR),
        ("Jeugdzorg is langs geweest", Kind.MINOR),
        ("Hij is homo", Kind.SEXUALITY),
        ("twee lesbische buurvrouwen", Kind.SEXUALITY),
        ("een Turks gezin op nummer 3", Kind.ETHNICITY),
        ("Ze is van Marokkaanse afkomst", Kind.ETHNICITY),
        ("Hij is lid van de FNV", Kind.UNION),
    ],
)
def test_it_sees_what_calls_for_the_question(text: str, kind: Kind) -> None:
    assert kind in {finding.kind for finding in special_words(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Kinderen spelen in het park.",
        "De boom is ziekelijk en de stoep ligt los.",
        "Bewoners stemmen op plannen voor de buurt.",
        "Het voorstel is aangehouden in de raad.",
        "De school bestaat 10 jaar; het 10-jarig bestaan wordt gevierd.",
        "De kerk staat leeg en de kerkklok is stuk.",
        "Het homogene gebied rond de Turkse pizzeria",
        "Zijn dochter van 34 woont om de hoek.",
        "De ontwikkelaar is lid van de klankbordgroep.",
        "Een autodealer en een autostalling",
        "",
    ],
)
def test_it_asks_nothing_about_ordinary_talk(text: str) -> None:
    assert special_words(text) == []


def test_it_tells_the_word_and_its_place() -> None:
    assert special_words("Ze is zwanger, en hij is ziek.") == [
        Finding(Kind.HEALTH, "zwanger", 6),
        Finding(Kind.HEALTH, "ziek", 25),
    ]


@given(st.text())
def test_every_finding_stands_where_it_says(text: str) -> None:
    for finding in special_words(f"ziek {text} jood"):
        assert f"ziek {text} jood"[finding.position :].startswith(finding.word)


def test_a_long_note_is_read_at_once() -> None:
    assert len(special_words("Een gewoon gesprek bij de speeltuin over ziekte. " * 4_000)) == 4_000
