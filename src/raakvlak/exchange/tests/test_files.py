"""Files as people and programs make them, and as nobody should."""

import contextlib
import datetime
import io
import zipfile
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from raakvlak.exchange.files import read, table
from raakvlak.exchange.files.text import decoded, separator_in
from raakvlak.exchange.files.vcard import cards_in
from raakvlak.exchange.refusal import MOST_ROWS, Refused, in_words

TEXT = "Naam;Plaats\r\nCafé ’t Hoekje;Oude Tonge\r\n"


def lines(content: bytes, *, of_organisations: bool = False) -> list[list[str]]:
    found = read(content, of_organisations=of_organisations, has_cards=True)
    return [found.headers, *(line.cells for line in found.lines)]


def refused(content: bytes) -> str:
    with pytest.raises(Refused) as refusal:
        read(content, of_organisations=False, has_cards=True)
    assert in_words(refusal.value.reason, refusal.value.details)
    return refusal.value.reason


def excel(rows: Sequence[Sequence[object]], *more: Sequence[Sequence[object]]) -> bytes:
    book = Workbook()
    for number, sheet in enumerate((rows, *more)):
        page = book.active if number == 0 else book.create_sheet()
        assert page is not None
        for row in sheet:
            page.append(list(row))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_text_is_read_however_it_was_written(encoding: str, separator: str) -> None:
    found = lines(TEXT.replace(";", separator).encode(encoding))
    assert found == [["Naam", "Plaats"], ["Café ’t Hoekje", "Oude Tonge"]]


def test_separators_inside_quotes_part_nothing() -> None:
    assert lines(b'naam;tekst\n"Jansen; en zoon";"a, b, c, d\nregel twee"\n')[1] == [
        "Jansen; en zoon",
        "a, b, c, d\nregel twee",
    ]
    assert separator_in('naam,tekst\n"a;b;c;d",x\n') == ","


def test_a_first_line_may_say_the_separator() -> None:
    assert lines(b"sep=,\nnaam,a;b\nJan,x;y\n") == [["naam", "a;b"], ["Jan", "x;y"]]


def test_numbers_are_those_of_the_file_also_behind_empty_rows() -> None:
    found = read(b"\n\nnaam\n\nJan\n", of_organisations=False, has_cards=True)
    assert [(line.number, line.cells) for line in found.lines] == [(5, ["Jan"])]


def test_rows_of_different_widths_become_equally_wide() -> None:
    assert lines(b"a;b\n1\n1;2;3\n") == [["a", "b", ""], ["1", "", ""], ["1", "2", "3"]]


def test_what_we_defused_ourselves_comes_back_as_it_was() -> None:
    assert lines(b"a\n'=1+1\n'-5\n'gewoon\n")[1:] == [["=1+1"], ["-5"], ["'gewoon"]]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with contextlib.suppress(Refused):
        assert read(content, of_organisations=False, has_cards=True).lines


@given(st.text(max_size=100))
def test_decoding_gives_back_utf_8(text: str) -> None:
    if "\x00" not in text and not text.startswith("\ufeff"):
        assert decoded(text.encode()) == text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"alleen;kopjes\n", "empty"),
        (b"%PDF-1.7", "not_text"),
        (b"\xd0\xcf\x11\xe0rest", "old_excel"),
        (b"PK\x03\x04geen zip", "broken_excel"),
        (b"<html><table>", "not_text"),
        (b"\x00\x01\x02abcdefgh\xff", "not_text"),
        (b"BEGIN:VCARD\n", "no_cards"),
        (b"a\n" + b"b\n" * (MOST_ROWS + 1), "too_many_rows"),
        (b";".join([b"a"] * 101) + b"\nb\n", "too_many_columns"),
        (b"a\n" + b"x" * 60_000 + b"\n", "cell_too_long"),
        (b'a\n"' + b"x" * 200_000 + b'"\n', "not_text"),
    ],
)
def test_what_is_no_list_is_refused_with_a_reason(content: bytes, reason: str) -> None:
    assert refused(content) == reason


def test_excel_gives_days_numbers_and_texts_as_one_types_them() -> None:
    afternoon = datetime.datetime(2026, 5, 3, 14, 30)  # noqa: DTZ001 – a spreadsheet knows no time zones
    rows: list[list[object]] = [
        ["Naam", "Dag", "Nummer", "Ja"],
        ["Jan", datetime.date(2026, 5, 3), 12.0, True],
        ["Piet", afternoon, 1.5, None],
    ]
    assert lines(excel(rows)) == [
        ["Naam", "Dag", "Nummer", "Ja"],
        ["Jan", "2026-05-03", "12", "ja"],
        ["Piet", "2026-05-03 14:30", "1.5", ""],
    ]


def test_a_formula_is_not_worked_out() -> None:
    assert lines(excel([["naam", "som"], ["Jan", "=1+1"]])) == [["naam", "som"], ["Jan", ""]]


def test_the_first_sheet_with_rows_is_read() -> None:
    assert lines(excel([], [["naam"], ["Jan"]])) == [["naam"], ["Jan"]]
    assert refused(excel([])) == "empty"


def test_a_sheet_that_lies_about_its_size_costs_nothing() -> None:
    """A sheet says that it has sixteen thousand columns, and its one row stands on the last line that there is."""
    made = excel([["naam"], ["Jan"]])
    found = changed(made, "xl/worksheets/sheet1.xml", [(b'ref="A1:A2"', b'ref="A1:XFD1048576"')])
    assert lines(found) == [["naam"], ["Jan"]]
    far = changed(
        made, "xl/worksheets/sheet1.xml", [(b'<row r="2"', b'<row r="1048576"'), (b'r="A2"', b'r="A1048576"')]
    )
    assert refused(far) == "too_many_rows"


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    made = io.BytesIO(excel([["naam"], ["Jan"]]))
    with (
        zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/more.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(210):
            part.write(b" " * 1_000_000)
    assert len(made.getvalue()) < 1_000_000
    assert refused(made.getvalue()) == "swollen_excel"


def test_entities_in_excel_are_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    made = changed(excel([["naam"], ["Jan"]]), "xl/worksheets/sheet1.xml", [(b"<worksheet", bomb + b"<worksheet")])
    assert refused(made) == "broken_excel"


def changed(content: bytes, name: str, changes: Sequence[tuple[bytes, bytes]]) -> bytes:
    """Write an Excel file anew with something else in one of its parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            text = old.read(part.filename)
            if part.filename == name:
                for before, after in changes:
                    assert before in text
                    text = text.replace(before, after)
            new.writestr(part.filename, text)
    return made.getvalue()


def card(*properties: str, version: str = "3.0") -> bytes:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *properties, "END:VCARD", ""]).encode()


def first(content: bytes, *, of_organisations: bool = False) -> dict[str, str]:
    headers, row = lines(content, of_organisations=of_organisations)[:2]
    return {header: value for header, value in zip(headers, row, strict=True) if value}


def test_a_card_of_somebody() -> None:
    found = first(
        card(
            "N:Verzonnen;Mieke;van;;",
            "FN:Mieke van Verzonnen",
            "ORG:Buurthuis De Brug;Beheer",
            "item1.TEL;TYPE=CELL:+31 6 12345678",
            "TEL;TYPE=WORK,VOICE:010-1234567",
            "EMAIL;TYPE=INTERNET:mieke@raakvlak.example",
            "ADR;TYPE=HOME:;;Kade 1;Waterhoek;;1234 AB;Nederland",
            "NOTE:Eerste regel\\nTweede\\, met komma",
            "PHOTO;ENCODING=b:AAAA",
        )
    )
    assert found == {
        "Naam": "Mieke van Verzonnen",
        "Soort": "persoon",
        "Omschrijving": "Buurthuis De Brug, Beheer\nEerste regel\nTweede, met komma",
        "Telefoon 1": "+31 6 12345678",
        "Telefoon 2": "010-1234567",
        "E-mail 1": "mieke@raakvlak.example",
        "Adres 1": "Kade 1, 1234 AB Waterhoek, Nederland",
    }


def test_the_same_card_as_an_organisation() -> None:
    found = first(card("FN:Mieke", "ORG:De Brug"), of_organisations=True)
    assert (found["Naam"], found["Omschrijving"]) == ("De Brug", "Mieke")


def test_an_old_card_with_quoted_printable_and_a_charset() -> None:
    found = first(
        card(
            "N;CHARSET=windows-1252;ENCODING=QUOTED-PRINTABLE:Caf=E9;Ren=E9",
            "TEL;CELL:0612345678",
            "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Lange regel=",
            " die doorgaat =E2=82=AC",
            version="2.1",
        )
    )
    assert found["Naam"] == "René Café"
    assert found["Omschrijving"].endswith("die doorgaat €")
    assert found["Telefoon 1"] == "0612345678"


@pytest.mark.parametrize("charset", ["onzin", "undefined", "utf\x008", "base64", "idna"])
def test_a_charset_that_is_none_stops_nothing(charset: str) -> None:
    found = list(cards_in(f"BEGIN:VCARD\nFN;CHARSET={charset};ENCODING=QUOTED-PRINTABLE:Ren=C3=A9\nEND:VCARD\n"))
    assert [one.lines("FN") for one in found] == [["René"]]


def test_folded_lines_are_put_together() -> None:
    assert first(card("FN:Mieke van", "  Verzonnen"))["Naam"] == "Mieke van Verzonnen"


def test_a_new_card_with_addresses_of_telephones() -> None:
    found = first(card("KIND:org", 'TEL;VALUE=uri;TYPE="voice,home":tel:+31-10-1234567', "FN:De Brug", version="4.0"))
    assert (found["Soort"], found["Telefoon 1"]) == ("organisatie", "+31-10-1234567")


def test_several_cards_stand_in_one_file_and_what_is_between_them_does_not_count() -> None:
    content = card("FN:Een") + b"rommel: hier\r\n" + card("FN:Twee") + b"BEGIN:VCARD\r\nFN:Half"
    assert [row[0] for row in lines(content)[1:]] == ["Een", "Twee"]


@given(st.text(max_size=200))
def test_any_text_can_stand_in_a_card(text: str) -> None:
    list(cards_in(f"BEGIN:VCARD\nFN:{text}\nNOTE;ENCODING=QUOTED-PRINTABLE:{text}\nTEL;ENCODING=b:{text}\nEND:VCARD\n"))


def test_a_thousand_folds_take_no_longer_than_a_thousand_lines() -> None:
    folded = "PHOTO;ENCODING=b:" + "\n ".join(["A" * 70] * 100_000)
    assert [one.lines("FN") for one in cards_in(f"BEGIN:VCARD\nFN:Mieke\n{folded}\nEND:VCARD\n")] == [["Mieke"]]


def test_a_million_empty_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MOST_BLANK", 100)
    assert refused(b"a\n" + b"\n" * 200 + b"b\n") == "too_many_rows"
