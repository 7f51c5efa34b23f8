from raakvlak.web.references import Reference, references_in, replace, split

ANNEKE = Reference("p", 12)
PARK = Reference("s", 7)
TEXT = f"{ANNEKE.token} wil dat {PARK.token} blijft; {ANNEKE.token} komt terug."


def test_a_token_can_be_read_back() -> None:
    assert ANNEKE.token == "\ue000p12\ue001"
    assert references_in(ANNEKE.token) == [ANNEKE]


def test_each_reference_is_told_once_in_the_order_of_the_text() -> None:
    assert references_in(TEXT) == [ANNEKE, PARK]


def test_names_take_the_place_of_references() -> None:
    names = {ANNEKE: "Anneke", PARK: "het park"}
    assert replace(TEXT, names.__getitem__) == "Anneke wil dat het park blijft; Anneke komt terug."


def test_a_text_falls_apart_in_pieces_and_references() -> None:
    assert list(split(TEXT)) == [ANNEKE, " wil dat ", PARK, " blijft; ", ANNEKE, " komt terug."]
    assert list(split("zonder")) == ["zonder"]
    assert list(split(f"aan {PARK.token}")) == ["aan ", PARK]
    assert list(split("")) == []


def test_half_a_token_is_just_text() -> None:
    assert references_in("\ue000p\ue001 \ue000p12 \ue000P1\ue001 p12") == []
