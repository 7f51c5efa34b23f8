"""What people of the invented town brought in about parking, and what was done with it: told, not told yet, and open."""

import datetime
import uuid
from typing import Final

from django.utils import timezone

from raakvlak.demo.promised import SPACE
from raakvlak.demo.stories_begun import PARKING
from raakvlak.demo.town import Town
from raakvlak.demo.weighing import CARE, CARERS, CLOSED, FIXED, HENK, LUCIA, PAID, SHOPS, YARD
from raakvlak.relations.actions import add_contact_point
from raakvlak.relations.models import Party
from raakvlak.resolutions.actions.contributions import Answer, Brought, answer, bring_in, from_reaction
from raakvlak.resolutions.actions.telling import tell_by_hand
from raakvlak.resolutions.models import Contribution, Option, Outcome, Reaction
from raakvlak.situations.models import Situation

# Who, what kind, what, about which option, how many days ago.
BROUGHT: Final = (
    (HENK, "idea", "Zet bij de afslag een bord met hoeveel plekken er nog vrij zijn.", YARD, 48),
    (SHOPS, "letter", "Wij vragen om het eerste uur gratis te laten. Anders rijden klanten door naar de snelweg.", PAID, 35),
    (CARE, "statement", "Eén vaste plek scheelt ons vier rondjes per ochtend.", FIXED, 55),
    ("", "idea", "Doe gewoon de straat dicht, dan is het klaar.", CLOSED, 60),
    ("", "idea", "Een parkeerwachter die iedereen kent, in plaats van een automaat.", PAID, 34),
    ("", "statement", "Vraag het ook eens aan de jongeren van de sporthal.", "", 34),
)  # fmt: skip
# About what, what was done, because, in which option it ended up.
ANSWERED: Final = (
    ("wie voor een ander zorgt", Outcome.USED, "Zonder de pas zouden mensen die zorgen het hardst geraakt worden.", CARERS),
    ("Zet bij de afslag", Outcome.USED, "Het bord kost weinig en scheelt zoekverkeer.", YARD),
    ("Wij vragen om het eerste uur", Outcome.PARTLY, "Een half uur gratis kan wel: dan blijft er plek voor wie kort komt.", PAID),
    ("Eén vaste plek", Outcome.USED, "Zo staat het nu in het voorstel.", FIXED),
    ("Doe gewoon de straat dicht", Outcome.NOT, "De brandweer moet er altijd door kunnen.", ""),
)  # fmt: skip
TOLD: Final = "Eén vaste plek"


def bring_in_ideas(town: Town) -> None:
    """Write down what was brought in, answer most of it, and tell one of them in a talk."""
    member = town.members["bart"]
    parking = Situation.objects.within(town.municipality).get(title=PARKING.title)
    options = {one.title: one for one in Option.objects.filter(situation=parking)}
    people = {one.name: one for one in Party.objects.within(town.municipality).filter(name__in=(HENK, SHOPS, CARE))}
    add_contact_point(people[HENK], "email", "henk.bakker@voorbeeld.example", is_shielded=False)
    add_contact_point(people[SHOPS], "email", "bestuur@deboeg.example", is_shielded=False)
    today = timezone.localdate()
    brought = [
        Brought(kind, text, today - datetime.timedelta(days=days), people.get(name), None, options.get(about))
        for name, kind, text, about, days in BROUGHT
    ]
    bring_in(parking, member, brought, parking.audience, key=uuid.uuid5(SPACE, "inbreng"))
    from_reaction(Reaction.objects.get(option=options[PAID], party__name=LUCIA), member)
    here = Contribution.objects.filter(situation=parking)
    for text, outcome, because, title in ANSWERED:
        given = Answer(outcome, because, [options[title]] if title else [])
        answer([here.get(text__contains=text)], member, given, key=uuid.uuid5(SPACE, because), seen=0)
    told = here.get(text__contains=TOLD)
    tell_by_hand([told], member, {told.answers.get().pk}, way="talk", day=today - datetime.timedelta(days=3))
