from pytest_django import DjangoAssertNumQueries

from raakvlak.municipality.models import Municipality
from raakvlak.web.history import last_changed_at, trail


def test_a_record_that_was_never_changed_has_only_a_beginning(waterhoek: Municipality) -> None:
    assert last_changed_at(waterhoek) is None
    (made,) = trail(waterhoek)
    assert made.is_first
    assert made.fields == ()
    assert made.user_id is None


def test_the_trail_tells_what_changed_and_when_newest_first(waterhoek: Municipality) -> None:
    waterhoek.code = "GM0855"
    waterhoek.save()
    waterhoek.name, waterhoek.theme = "Waterhoek aan Zee", {"accent": "#123456"}
    waterhoek.save()
    changes = trail(waterhoek)
    assert [change.fields for change in changes] == [("name", "theme"), ("code",), ()]
    assert [change.is_first for change in changes] == [False, False, True]
    assert last_changed_at(waterhoek) == changes[0].at


def test_a_trail_is_one_query(waterhoek: Municipality, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(60):
        waterhoek.name = f"Waterhoek {number}"
        waterhoek.save()
    with django_assert_num_queries(1):
        changes = trail(waterhoek)
    assert len(changes) == 50
    assert changes[-1].fields == ("name",)
