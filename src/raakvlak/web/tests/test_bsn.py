import pytest
from django.core.exceptions import ValidationError

from raakvlak.web.bsn import find_bsn, passes_eleven_test, refuse_bsn

BSN = "111222333"


@pytest.mark.parametrize("digits", ["111222333", "123456782", "999999990", "012345672"])
def test_the_eleven_test_knows_a_bsn(digits: str) -> None:
    assert passes_eleven_test(digits)


@pytest.mark.parametrize("digits", ["111222334", "123456789", "000000000", "001234567"])
def test_the_eleven_test_knows_what_is_no_bsn(digits: str) -> None:
    assert not passes_eleven_test(digits)


@pytest.mark.parametrize(
    "text",
    [
        "111222333",
        "Haar nummer is 111222333.",
        "bsn111222333",
        "BSN: 111.222.333, zei ze",
        "111 222 333",
        "111\u00a0222\u00a0333",
        "1112.22.333",
        "1112-22-333",
        "111-22-2333",
        "1112 22333",
        "11122 2333",
        "111 222333",
        "111222 333",
        "(111222333)",
        "١١١٢٢٢٣٣٣",
        "eerst 111222334, toen 111222333",
    ],
)
def test_it_finds_a_bsn_however_it_is_written(text: str) -> None:
    assert find_bsn(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Bel 06 11122233",
        "Bel 0611222333",
        "Bel +31 111222333",
        "Bel +31 (0) 111 222 333",
        "Bel +31-111222333",
        "Bel 0031 111222333",
        "Bel +31111222333",
        "Om 12-05-2026 en 3-5-2026",
        "dossier 2023 05 001",
        "zaak Z111222333",
        "NL111222333B01",
        "NL12BANK0111222333",
        "1112223334",
        "1 111222333",
        "111.222.333.4",
        "€ 111.222.333",
        "111.222.333 euro",
        "111.222.333,50",
        "11 122 2333",
        "een tekst zonder getal",
        "123456789",
    ],
)
def test_it_leaves_other_numbers_alone(text: str) -> None:
    assert find_bsn(text) is None


def test_the_refusal_says_where_and_keeps_the_number_to_itself() -> None:
    with pytest.raises(ValidationError) as refusal:
        refuse_bsn("Eerste regel.\nZe woont op 12 en haar nummer is 111.222.333, denk ik.")
    message = refusal.value.messages[0]
    assert "regel 2" in message
    assert "haar nummer is" in message
    assert "111" not in message


def test_the_refusal_hides_digits_in_the_words_around_it() -> None:
    with pytest.raises(ValidationError) as refusal:
        refuse_bsn("12345678x of 111222333")
    assert "12345678" not in refusal.value.messages[0]


def test_the_refusal_can_point_to_the_beginning_of_a_line() -> None:
    with pytest.raises(ValidationError, match="begin van regel 1"):
        refuse_bsn("111222333 is haar nummer")


def test_text_without_bsn_passes() -> None:
    refuse_bsn("Gewoon een gesprek bij de speeltuin.")
