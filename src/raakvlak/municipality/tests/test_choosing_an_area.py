"""Among many areas one finds a buurt below its wijk."""

from typing import Any

from django import forms

from raakvlak.municipality.forms.areas import AreaField, AreasField
from raakvlak.municipality.models import Area, Municipality

DISTRICT, NEIGHBOURHOOD = Area.Kind.DISTRICT, Area.Kind.NEIGHBOURHOOD


def labels(municipality: Municipality, field: type[forms.ModelChoiceField[Area]] = AreaField) -> list[Any]:
    choices: Any = field(Area.objects.within(municipality).to_choose_from(), required=False).choices
    return [(name, [label for _value, label in found]) if isinstance(found, list) else found for name, found in choices]


def make(municipality: Municipality, name: str, **values: Any) -> Area:
    return Area.objects.create(municipality=municipality, name=name, **values)


def test_own_areas_alone_are_a_plain_list(waterhoek: Municipality) -> None:
    for name in ("Kade", "Dijk"):
        make(waterhoek, name)
    assert labels(waterhoek) == ["---------", "Dijk", "Kade"]
    assert labels(waterhoek, AreasField) == ["Dijk", "Kade"]


def test_buurten_stand_below_their_wijk(waterhoek: Municipality, django_assert_num_queries: Any) -> None:
    centre = make(waterhoek, "Centrum", kind=DISTRICT, code="WK000001")
    make(waterhoek, "Centrum", kind=NEIGHBOURHOOD, code="BU00000101", parent=centre)
    for code in ("BU00000102", "BU00000103"):
        make(waterhoek, "Verspreide huizen", kind=NEIGHBOURHOOD, code=code, parent=centre)
    make(waterhoek, "Haven", kind=NEIGHBOURHOOD, code="BU00000201")
    make(waterhoek, "Oud", kind=NEIGHBOURHOOD, code="BU00000301", is_former=True, parent=centre)
    make(waterhoek, "Steiger", parent=centre)
    make(waterhoek, "Pier")
    with django_assert_num_queries(1):
        found = labels(waterhoek)
    assert found[1:] == [
        (
            "Centrum",
            [
                "Centrum (hele wijk)",
                "Centrum",
                "Steiger",
                "Verspreide huizen (BU00000102)",
                "Verspreide huizen (BU00000103)",
            ],
        ),
        ("Buurten", ["Haven"]),
        ("Eigen gebieden", ["Pier"]),
        ("Bestaan niet meer", ["Oud"]),
    ]


def test_what_was_chosen_is_taken(waterhoek: Municipality, zandrecht: Municipality) -> None:
    ours, theirs = make(waterhoek, "Kade", kind=DISTRICT), make(zandrecht, "Kade")
    field = AreaField(Area.objects.within(waterhoek).to_choose_from())
    assert field.clean(str(ours.pk)) == ours
    for refused in (str(theirs.pk), "x", ""):
        try:
            field.clean(refused)
        except forms.ValidationError:
            continue
        raise AssertionError(refused)
