"""Whose names may not stand in words that go further than the people who know them."""

from raakvlak.municipality.models import Member
from raakvlak.relations.models import OtherName, Party
from raakvlak.resolutions.people import people_of
from raakvlak.situations.models import Situation
from raakvlak.situations.names import names_in_text, parties_of


def names_of_situation(text: str, situation: Situation, member: Member) -> list[str]:
    """List the words of a text that name somebody of a situation, or what somebody there was called before.

    Only those whom this writer may know of: to be warned of any other would tell her that there is such a one.
    """
    around = {one.pk: one for one in (*parties_of(situation, member), *people_of(situation, member))}
    before = OtherName.objects.filter(party__in=list(around)).values_list("name", flat=True)
    called = [Party(name=name, is_anonymous=True) for name in before]  # the whole of it, and no word by itself
    return names_in_text(text, [*around.values(), *called])
