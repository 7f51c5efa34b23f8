"""An evening in the invented town at which many spoke, and what its team told the house of what it hears."""

import datetime
import uuid
from collections.abc import Sequence
from typing import Final

from django.utils import timezone

from raakvlak.demo.promised import SPACE
from raakvlak.demo.stories_begun import PARKING
from raakvlak.demo.town import Town
from raakvlak.demo.weighing import CARERS, FIXED, PAID, YARD
from raakvlak.municipality.models import Channel, KeptKind
from raakvlak.relations.keeping import Terms
from raakvlak.relations.models import Encounter, Party, Presence
from raakvlak.resolutions.actions.briefings import freeze_briefing, make_briefing
from raakvlak.resolutions.actions.reactions import How, Said, react
from raakvlak.resolutions.models import Option, Reaction
from raakvlak.situations.models import Side, Situation

EVENINGS: Final = ((Channel.MEETING, 45), (Channel.STREET, 38), (Channel.KITCHEN_TABLE, 30), (Channel.STREET, 24))
GUESTS: Final = 26
NOT_THERE: Final = 7
# How many put a cross where on the paper of the evening: want, can live with, don't know, objection, unacceptable.
CROSSES: Final = {PAID: (7, 6, 0, 8, 5), YARD: (13, 6, 0, 0, 0), FIXED: (9, 8, 2, 0, 1), CARERS: (6, 11, 0, 3, 0)}
TOLD: Final = {
    "title": "Parkeren rond de markt: wat we horen",
    "meant_for": "Voor de wethouder, voor het gesprek over het parkeerplan",
    "heard": "Op donderdag en zaterdag staat de buurt vol. Bewoners plannen hun dag om de markt heen, en wie zorg geeft rijdt "
    "rondjes. Bijna niemand vraagt om meer plekken. Mensen vragen om zekerheid: weten dat je thuis kunt komen.",
    "agreed": "Het oude veilingterrein mag open op marktdagen. Wie zorg geeft, moet altijd een plek kunnen vinden.",
    "differs": "Betaald parkeren. Wie overdag weg is, ziet het als rust. Wie voor een ander zorgt of een winkel heeft, ziet "
    "een rekening. Achter beide zit hetzelfde: niet langer afhankelijk zijn van geluk.",
    "missing": "Mensen die in ploegen werken, en bezoekers van de markt van buiten de wijk. De avond was om half acht; dat "
    "past hen niet. We gaan een ochtend op de markt staan.",
    "unknown": "Of het terrein in de winter ook gebruikt wordt. Wat een pas voor mantelzorgers kost, zoekt Verkeer uit.",
}  # fmt: skip
BEGUN: Final = {
    "title": "Parkeren rond de markt: na de proef",
    "meant_for": "Voor collega’s van Verkeer",
    "heard": "De eerste weken van de proef zijn voorbij. Wordt aangevuld na het gesprek op de markt.",
}  # fmt: skip
EMPTY: Final = {"agreed": "", "differs": "", "missing": "", "unknown": "", "follows": None}


def tell_what_we_hear(town: Town) -> None:
    """Let many speak at evenings, let some miss them, freeze one page for the house, and begin a second."""
    parking = Situation.objects.within(town.municipality).get(title=PARKING.title)
    known = Party.objects.within(town.municipality).filter(audience=town.frontline, description__startswith="Verzonnen")
    around = set(Presence.objects.filter(encounter__links__situation=parking).values_list("party", flat=True))
    crowd = [one for one in known.filter(is_not_to_be_noted=False).order_by("pk") if one.pk not in around]
    guests, absent = crowd[:GUESTS], crowd[GUESTS : GUESTS + NOT_THERE]
    gather(town, parking, guests)
    Side.objects.create(situation=parking, name="Wie in ploegen werkt").parties.set(absent)
    put_crosses(town, parking, guests)
    bart = town.members["bart"]
    told = make_briefing(parking, bart, {**EMPTY, **TOLD, "is_for_house": True}, key=uuid.uuid5(SPACE, "wat horen we"))
    freeze_briefing(told, bart, version=told.version)
    make_briefing(parking, bart, {**EMPTY, **BEGUN, "is_for_house": True}, key=uuid.uuid5(SPACE, "na de proef"))


def gather(town: Town, situation: Situation, guests: Sequence[Party]) -> None:
    """Let a few of them speak at each meeting."""
    terms = Terms.of(town.municipality).kept(KeptKind.ENCOUNTER, town.frontline)
    for number, (channel, days_ago) in enumerate(EVENINGS):
        talk = Encounter.objects.create(
            municipality=town.municipality,
            audience=town.frontline,
            author=town.members["bart"],
            channel=channel,
            happened_on=timezone.localdate() - datetime.timedelta(days=days_ago),
            working_note="Verzonnen. Over parkeren rond de markt; iedereen kruiste zelf aan waar die staat.",
            worked_out_at=timezone.now(),
            **terms,
        )
        Presence.objects.bulk_create(Presence(encounter=talk, party=party) for party in guests[number :: len(EVENINGS)])
        situation.links.create(encounter=talk)


def put_crosses(town: Town, situation: Situation, guests: Sequence[Party]) -> None:
    """Keep what they put on paper themselves."""
    for title, numbers in CROSSES.items():
        option = Option.objects.get(situation=situation, title=title)
        places = [place for place, number in zip(Reaction.Gradient.values, numbers, strict=True) for _ in range(number)]
        how = How(
            audience=town.frontline,
            said_on=timezone.localdate() - datetime.timedelta(days=24),
            basis=Reaction.Basis.OWN,
            key=uuid.uuid5(SPACE, f"kruisjes {title}"),
            member=town.members["bart"],
        )
        said = [Said(party.pk, option.pk, option.version, place) for party, place in zip(guests, places, strict=False)]
        react(situation, said, how)
