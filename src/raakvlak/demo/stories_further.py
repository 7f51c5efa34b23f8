"""Three stories of Waterhoek that went further: homes, the green of a street, and a crossing that is there."""

from raakvlak.demo.stories import (
    GROUP,
    ORGANISATION,
    PERSON,
    Channel,
    Figure,
    Kind,
    Rung,
    Story,
    Talk,
)
from raakvlak.situations.models import Situation

GREEN = Story(
    title="Zelf het groen doen in de Tuinstraat",
    kind=Situation.Kind.CHALLENGE,
    phase=Situation.Phase.DOING,
    area="Tuindorp",
    place="Plantsoenen in de Tuinstraat",
    spot=(15, 10),
    started=330,
    as_put="Mogen wij het groen zelf onderhouden?",
    behind=("Hoe krijgt de straat zelf te zeggen wat er groeit, zonder dat alles op drie mensen neerkomt?",),
    goal="De straat onderhoudt het groen, met hulp van de gemeente waar dat nodig is.",
    influence=Situation.Influence.DECIDE,
    fixed="De bomen blijven van de gemeente. Snoeien boven twee meter mag niet zelf.",
    decider="De straat, binnen de afspraken met Openbare Ruimte",
    planning="Twee keer per jaar samen kijken hoe het gaat.",
    sides={"Straatgroep": ("straat",), "Buren die niet meedoen": ("tuin_1",), "Groenaannemer": ("aannemer",)},
    figures=(
        Figure("straat", "Straatgroep Tuinstraat", GROUP, "Negen buren met een schuur vol gereedschap."),
        Figure("tuin_1", "Peter Claassen", PERSON, "Woont op de hoek en houdt van gras."),
        Figure("aannemer", "Groenbedrijf Klaver", ORGANISATION, "Maait tot nu toe de bermen."),
    ),
    talks=(
        Talk(
            "straat",
            Channel.MEETING,
            300,
            "@straat wil stoppen met gras en bloemen zaaien. ‘Wij kennen elke plant bij naam.’",
            is_story=True,
        ),
        Talk("tuin_1", Channel.STREET, 240, "@tuin_1: ‘Straks staat het vol onkruid en dan zijn ze weg.’"),
        Talk("aannemer", Channel.PHONE, 130, "@aannemer wil de straatgroep leren snoeien, als de opdracht doorloopt."),
        Talk(
            "straat",
            Channel.KITCHEN_TABLE,
            45,
            "Evaluatie met @straat: drie mensen doen het meeste. Ze willen een vaste zaterdag.",
        ),
    ),
    ladder=(
        Rung(
            Kind.POSITION,
            "Geen gras maar bloemen",
            0,
            "wil stoppen met gras en bloemen zaaien",
            "Straatgroep",
            behind=(
                Rung(
                    Kind.INTEREST,
                    "Samen iets van de straat maken",
                    0,
                    "Wij kennen elke plant bij naam.",
                    "Straatgroep",
                    is_confirmed=True,
                ),
            ),
        ),
        Rung(Kind.WORRY, "Straks staat het vol onkruid", 1, "Straks staat het vol onkruid", "Buren die niet meedoen"),
        Rung(Kind.RESOURCE, "De aannemer wil leren snoeien", 2, "wil de straatgroep leren snoeien", "Groenaannemer"),
    ),
    outreach=(("De hele Tuinstraat", "straatfeest en briefje in de bus", 310),),
    tags=("groen", "bewoners aan zet"),
    team=("bart", "anna"),
)

HOMES = Story(
    title="Woningen op het oude sportveld",
    kind=Situation.Kind.HOUSING,
    phase=Situation.Phase.UNDERSTANDING,
    area="Dijkzicht",
    place="Oude sportveld van VV Dijkzicht",
    spot=(5, 20.5),
    started=190,
    as_put="Hoeveel lagen hoog mag er gebouwd worden?",
    behind=("Kunnen kinderen en ouders van hier in Dijkzicht blijven wonen?",),
    goal="Een plan dat past bij wie hier wil blijven.",
    influence=Situation.Influence.ADVISE,
    fixed="Er komen woningen. Een derde is sociale huur.",
    decider="De gemeenteraad",
    planning="In het voorjaar een schets, daarna naar de raad.",
    sides={"Omwonenden": ("dijk_1",), "Starters uit de wijk": ("starter",), "Voetbalclub": ("club",), "Ouderen": ()},
    figures=(
        Figure("dijk_1", "Wim en Tineke Postma", GROUP, "Kijken uit op het veld."),
        Figure("starter", "Noor el Amrani", PERSON, "Woont nog bij haar ouders."),
        Figure("club", "VV Dijkzicht", ORGANISATION, "Speelt sinds vorig jaar op het nieuwe veld."),
    ),
    talks=(
        Talk(
            "dijk_1",
            Channel.KITCHEN_TABLE,
            170,
            "@dijk_1: ‘Niet hoger dan twee lagen.’ Ze wonen er veertig jaar. Hun zoon zoekt al zes jaar een huis.",
        ),
        Talk(
            "starter",
            Channel.STREET,
            120,
            "@starter wil hier blijven. ‘Al is het een schuur.’ Past elke dag op haar oma.",
        ),
        Talk(
            "club", Channel.MEETING, 90, "@club heeft de kantine nog. Die staat leeg. ‘Doe er iets mee voor de wijk.’"
        ),
    ),
    ladder=(
        Rung(
            Kind.POSITION,
            "Niet hoger dan twee lagen",
            0,
            "Niet hoger dan twee lagen.",
            "Omwonenden",
            behind=(
                Rung(Kind.INTEREST, "Het uitzicht op de dijk houden", 0, "Ze wonen er veertig jaar.", "Omwonenden"),
                Rung(
                    Kind.INTEREST,
                    "Hun zoon in de buurt laten wonen",
                    0,
                    "Hun zoon zoekt al zes jaar een huis.",
                    "Omwonenden",
                    is_confirmed=True,
                ),
            ),
        ),
        Rung(Kind.NEED, "Dicht bij oma blijven wonen", 1, "wil hier blijven", "Starters uit de wijk"),
        Rung(Kind.RESOURCE, "De kantine staat leeg", 2, "Die staat leeg.", "Voetbalclub"),
    ),
    outreach=(("Omwonenden van het veld", "aanbellen", 180), ("Leden van VV Dijkzicht", "mail van de club", 100)),
    tags=("bouwen", "wonen"),
    team=("bart", "fatma"),
)

CROSSING = Story(
    title="Oversteken bij de Wilgenlaan",
    kind=Situation.Kind.TRAFFIC,
    phase=Situation.Phase.CLOSED,
    area="Wilgenkwartier",
    place="Wilgenlaan bij de bushalte",
    spot=(3.5, 10),
    started=350,
    as_put="Wij willen een stoplicht.",
    behind=("Hoe komen kinderen zelf veilig naar school?",),
    goal="Kinderen kunnen zonder ouder oversteken.",
    influence=Situation.Influence.COPRODUCE,
    fixed="Een stoplicht kan niet: de busroute moet doorrijden.",
    decider="De wethouder verkeer",
    planning="Klaar.",
    sides={"Ouders": ("ouder",), "Vervoerder": ("bus",)},
    figures=(
        Figure("ouder", "Ouders van de Wilgenlaan", GROUP, "Zes ouders die om de beurt meelopen."),
        Figure("bus", "Busbedrijf Waterlijn", ORGANISATION, "Rijdt lijn 4 over de Wilgenlaan."),
    ),
    talks=(
        Talk(
            "ouder", Channel.STREET, 340, "@ouder willen een stoplicht. ‘Anders durf ik ze niet alleen te laten gaan.’"
        ),
        Talk(
            "bus",
            Channel.PHONE,
            300,
            "@bus: de halte kan twintig meter opschuiven. Dan zien chauffeurs de kinderen beter.",
        ),
        Talk(
            "ouder",
            Channel.STREET,
            90,
            "Gevraagd bij de halte: het werkt. Kinderen van groep zes gaan nu zelf.",
            is_story=True,
        ),
    ),
    ladder=(
        Rung(
            Kind.POSITION,
            "Er moet een stoplicht komen",
            0,
            "willen een stoplicht",
            "Ouders",
            behind=(
                Rung(
                    Kind.NEED,
                    "Kinderen zelf veilig naar school laten gaan",
                    0,
                    "Anders durf ik ze niet alleen te laten gaan.",
                    "Ouders",
                    is_confirmed=True,
                ),
            ),
        ),
        Rung(
            Kind.RESOURCE,
            "De halte kan twintig meter opschuiven",
            1,
            "de halte kan twintig meter opschuiven",
            "Vervoerder",
            is_confirmed=True,
        ),
    ),
    outreach=(("Ouders aan de Wilgenlaan", "bij de bushalte", 330),),
    tags=("verkeer", "school"),
    outcome="De bushalte is opgeschoven en er ligt een zebrapad. Ouders en chauffeurs zeggen dat het werkt.",
)
