"""What fits the wishes of the invented town, what does not and why, and how its people call things."""

import uuid
from typing import Final

from raakvlak.alignment.actions.choosing import choose
from raakvlak.alignment.actions.related_words import put_lines
from raakvlak.alignment.models import Choice, Possibility
from raakvlak.alignment.wishes import Wish
from raakvlak.demo.promised import SPACE
from raakvlak.demo.stories_begun import PARK, PARKING, PLAZA
from raakvlak.demo.stories_further import CROSSING, GREEN, HOMES
from raakvlak.demo.town import Town
from raakvlak.situations.models import Insight, Situation

# As people say it here, and as it is called in the house.
WORDS: Final = """
buitenlokaal > groen op school, schoolplein : 0.8
koken, soep > ontmoeting, buurtfeest : 0.5
brommers > geluid, overlast
de Wilg = basisschool
"""
# Situation, what was learned, what it was chosen for, whether it fits, and why.
CHOICES: Final = (
    (PARK.title, "Een veilige groene plek op loopafstand van de klas", "Meer groen op school", True,
     "De school doet mee, en de conciërge kan het hek openen."),
    (PARK.title, "Via het park ken ik mijn buren", "Veldje in beheer bij de flat", True,
     "Bij de flat ging het goed met een afspraak van een jaar."),
    (PARK.title, "Via het park ken ik mijn buren", "Subsidie buurtfeest", False,
     "Eén feest is niet wat ze bedoelen. Het gaat om elke week."),
    (PARKING.title, "Op donderdag gewoon weg kunnen en terug kunnen komen", "Potje voor een proef op straat", True,
     "Een half jaar proberen is voor iedereen te doen."),
    (PLAZA.title, "Ik slaap niet meer door de brommers", "Nieuwe verlichting in het park", False,
     "Dat is een ander plein, en licht alleen helpt hier niet."),
    (GREEN.title, "Geen gras maar bloemen", "Geveltuin zonder vergunning", True,
     "Zo kan iedereen zelf kiezen hoeveel hij doet."),
    (GREEN.title, "Samen iets van de straat maken", "Subsidie buurtfeest", True,
     "De plantdag is het feest."),
    (HOMES.title, "Dicht bij oma blijven wonen", "Tuinhuisje en schuur", False,
     "Een schuur is geen huis. Dat leg ik liever zelf uit."),
    (CROSSING.title, "Kinderen zelf veilig naar school laten gaan", "Lopen gaat voor", True,
     "Dan hoeft er geen stoplicht te komen."),
)  # fmt: skip


def choose_what_fits(town: Town) -> None:
    """Write down how people here say things, and what was chosen for what they want."""
    put_lines(town.municipality, WORDS, is_whole_list=False)
    for title, text, offered, is_accepted, why in CHOICES:
        situation = Situation.objects.within(town.municipality).select_related("audience").get(title=title)
        insight = Insight.objects.select_related("audience").get(situation=situation, text=text)
        wish = Wish(situation, Choice.Wish.INSIGHT, insight.text, insight)
        member = town.members["bart"]
        possibility = Possibility.objects.within(town.municipality).get(title=offered)
        key = uuid.uuid5(SPACE, f"choice {title} {text} {offered}")
        choose(member, wish, possibility, key=key, is_accepted=is_accepted, why=why)
