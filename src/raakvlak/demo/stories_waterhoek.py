"""The six stories of Waterhoek."""

from raakvlak.demo.stories import (
    GROUP,
    ORGANISATION,
    PERSON,
    Basis,
    Channel,
    Figure,
    Kind,
    Rung,
    Story,
    Talk,
)
from raakvlak.situations.models import Situation

PARK = Story(
    title="Het tijdelijke park aan de Kade",
    kind=Situation.Kind.PUBLIC_SPACE,
    phase=Situation.Phase.UNDERSTANDING,
    area="Kadebuurt",
    place="Braakliggend terrein achter Kade 12",
    started=150,
    as_put="Mag het tijdelijke park blijven, of gaat het weg voor de bouw?",
    behind=(
        "Waar kunnen kinderen buiten spelen zolang er gebouwd wordt?",
        "Hoe houdt de Kadebuurt een plek waar kinderen spelen en buren elkaar zien, ook als er gebouwd wordt?",
    ),
    goal="Een plek die blijft werken voor buren en school, tijdens en na de bouw.",
    influence=Situation.Influence.COPRODUCE,
    fixed="Op het terrein komen 48 woningen. Dat besloot de gemeenteraad in 2023. De bouw begint niet voor volgend voorjaar.",
    decider="Het college, op advies van de werkgroep Kade",
    planning="Dit najaar: gesprekken en Klopt dit? In de winter: samen ontwerpen. Volgend voorjaar: start bouw.",
    sides={
        "Omwonenden": ("park_buur", "park_moeder", "park_hond"),
        "Basisschool De Wilg": ("wilg", "wilg_directeur"),
        "Ontwikkelaar": ("havenbouw",),
        "Ouderen van flat De Baken": ("baken",),
    },
    figures=(
        Figure("park_buur", "Mieke van Loon", PERSON, "Woont tegenover het park en geeft de planten water."),
        Figure("park_moeder", "Samira Haddou", PERSON, "Haalt haar kinderen van school door het park."),
        Figure(
            "park_hond",
            "Man met het bruine hondje",
            PERSON,
            "Loopt elke ochtend om acht uur een rondje.",
            is_anonymous=True,
        ),
        Figure("wilg", "Basisschool De Wilg", ORGANISATION, "School met een plein van steen, naast het park."),
        Figure("wilg_directeur", "Joost Hendriks", PERSON, "Directeur van De Wilg."),
        Figure("havenbouw", "Havenbouw BV", ORGANISATION, "Bouwt de 48 woningen."),
        Figure("baken", "Bewonersgroep De Baken", GROUP, "Ouderen uit de flat. Komen op woensdag samen."),
    ),
    talks=(
        Talk(
            "park_buur",
            Channel.KITCHEN_TABLE,
            96,
            "@park_buur is boos. ‘Het park moet blijven, punt uit.’ Ze heeft drie jaar lang planten water gegeven. Bij het tweede kopje"
            " koffie: ‘Hier ken ik mijn buren van. Straks zit ik weer alleen achter mijn raam.’",
            summary="Een buurvrouw wil dat het park blijft. Door het park kent zij haar buren.",
            promise="Uitzoeken of de planten mee kunnen verhuizen",
            is_story=True,
        ),
        Talk(
            "park_moeder",
            Channel.STREET,
            82,
            "@park_moeder stond bij de schommel. ‘Er is geen andere plek waar ze los kunnen lopen. Het schoolplein is alleen maar"
            " steen.’ Ze let op de kinderen van drie gezinnen tegelijk.",
        ),
        Talk(
            "wilg_directeur",
            Channel.MEETING,
            75,
            "@wilg_directeur: ‘Wij willen het park als buitenlokaal.’ Hij heeft geen geld voor een groen plein. ‘Kinderen die niet"
            " buiten komen, zitten ’s middags niet stil.’ Hij kan wel een conciërge leveren die het hek opent.",
            promise="De subsidie voor groene schoolpleinen navragen",
        ),
        Talk(
            "havenbouw",
            Channel.IN_HOUSE,
            61,
            "@havenbouw wil bouwrust. ‘Het terrein moet in het voorjaar leeg zijn, anders kost het ons een ton per maand.’ Over het"
            " noordelijke stuk doen ze minder moeilijk: daar bouwen ze pas over twee jaar.",
        ),
        Talk(
            "park_hond",
            Channel.STREET,
            40,
            "Man met het hondje: ‘Ze doen toch wat ze willen.’ Vroeg of hij al eens iets gehoord had van de gemeente. Nee, nooit. Hij"
            " is bang dat het net zo gaat als bij de Sluisweg.",
        ),
        Talk(
            "wilg",
            Channel.DIGITAL,
            18,
            "Mail van de school: de ouderraad wil helpen met verhuizen van de speeltoestellen, als het hek blijft.",
            summary="De ouderraad van De Wilg wil helpen met verhuizen.",
        ),
    ),
    ladder=(
        Rung(
            Kind.POSITION,
            "Het park moet blijven",
            0,
            "Omwonenden",
            behind=(
                Rung(
                    Kind.INTEREST,
                    "Via het park ken ik mijn buren",
                    0,
                    "Omwonenden",
                    is_confirmed=True,
                    behind=(
                        Rung(Kind.NEED, "Niet alleen achter het raam zitten", 0, "Omwonenden", is_confirmed=True),
                        Rung(Kind.NEED, "Een plek waar je zonder afspraak iemand tegenkomt", age=12),
                    ),
                ),
                Rung(Kind.RESOURCE, "Buren geven al drie jaar de planten water", 0, "Omwonenden", Basis.OBSERVED),
            ),
        ),
        Rung(
            Kind.POSITION,
            "Wij willen het park als buitenlokaal",
            2,
            "Basisschool De Wilg",
            behind=(
                Rung(
                    Kind.INTEREST,
                    "Kinderen die buiten komen, leren beter",
                    2,
                    "Basisschool De Wilg",
                    behind=(Rung(Kind.NEED, "Een veilige groene plek op loopafstand van de klas", 1, "Omwonenden"),),
                ),
                Rung(Kind.RESOURCE, "De conciërge kan het hek openen", 2, "Basisschool De Wilg"),
            ),
        ),
        Rung(
            Kind.POSITION,
            "Het terrein moet in het voorjaar leeg zijn",
            3,
            "Ontwikkelaar",
            behind=(
                Rung(Kind.INTEREST, "Geen vertraging: dat kost een ton per maand", 3, "Ontwikkelaar"),
                Rung(Kind.RESOURCE, "Het noordelijke stuk is nog twee jaar vrij", 3, "Ontwikkelaar"),
            ),
        ),
        Rung(
            Kind.WORRY,
            "Ze doen toch wat ze willen",
            4,
            "Omwonenden",
            behind=(Rung(Kind.NEED, "Horen wat er met je woorden gebeurt", age=75),),
        ),
    ),
    outreach=(
        ("Alle adressen aan de Kade", "brief in de bus en aanbellen", 120),
        ("Ouders van De Wilg", "bij het hek van de school", 80),
        ("Havenbouw", "gesprek op het stadhuis", 61),
    ),
    tags=("groen", "spelen", "bouwen"),
    check=(
        """Buren zeggen: door het park kennen wij elkaar.
Ouders zeggen: dit is de enige plek waar kinderen los kunnen lopen.
De school wil buiten lesgeven.
De bouwer wil op tijd kunnen beginnen. Het noordelijke stuk blijft nog twee jaar leeg.""",
        "Hoe houdt de buurt een plek om te spelen en elkaar te zien, ook als er gebouwd wordt?",
        "Er komen 48 woningen. Dat besloot de gemeenteraad.",
        "In de winter tekenen we samen een plek op het noordelijke stuk. Daarvoor nodigen we iedereen uit die hier woont.",
    ),
    replies=(
        (True, ""),
        (False, "Het klopt wel, maar jullie vergeten de ouderen uit de flat. Die zitten elke middag op dat bankje."),
    ),
)

PARKING = Story(
    title="Parkeren in de Schippersbuurt",
    kind=Situation.Kind.TRAFFIC,
    phase=Situation.Phase.RESOLVING,
    area="Schippersbuurt",
    place="Ankerstraat en Boegstraat",
    started=260,
    as_put="Wanneer komt er eindelijk betaald parkeren?",
    behind=("Hoe kan iedereen die hier woont of zorgt dicht bij huis komen, ook op koopavond?",),
    goal="Minder gezoek naar een plek, zonder dat mantelzorgers de dupe zijn.",
    influence=Situation.Influence.ADVISE,
    fixed="De regels voor parkeren gelden voor de hele gemeente. Er is geen geld voor een garage.",
    decider="De wethouder verkeer",
    planning="Na de zomer een proef van drie maanden.",
    sides={
        "Bewoners Ankerstraat": ("anker_1", "anker_2"),
        "Winkeliers": ("winkel",),
        "Thuiszorg": ("zorg",),
    },
    figures=(
        Figure("anker_1", "Henk Bakker", PERSON, "Telt al maanden auto’s in de Ankerstraat."),
        Figure("anker_2", "Lucia Fernandes", PERSON, "Zorgt voor haar moeder op nummer 31."),
        Figure("winkel", "Winkeliersvereniging De Boeg", ORGANISATION, "Twaalf winkels aan de Boegstraat."),
        Figure("zorg", "Thuiszorg Het Getij", ORGANISATION, "Komt dagelijks in de buurt."),
    ),
    talks=(
        Talk(
            "anker_1",
            Channel.KITCHEN_TABLE,
            200,
            "@anker_1 liet zijn lijst zien: op donderdag staan er 40 auto’s van buiten de buurt. ‘Ik wil betaald parkeren.’ Hij wil"
            " vooral zijn eigen straat terug: ‘Ik durf op donderdag niet meer weg.’",
        ),
        Talk(
            "anker_2",
            Channel.STREET,
            150,
            "@anker_2 is tegen betaald parkeren. ‘Ik kom drie keer per dag bij mijn moeder. Wie betaalt dat?’",
            promise="Nagaan of er een pas voor mantelzorgers is",
        ),
        Talk(
            "winkel",
            Channel.MEETING,
            110,
            "@winkel: zonder plekken voor de deur blijven klanten weg, denken ze. Ze willen wel meedoen aan een proef met het"
            " terrein van de oude veiling.",
        ),
        Talk(
            "zorg",
            Channel.PHONE,
            60,
            "@zorg belde. De wijkverpleging rijdt soms vier rondjes. Ze willen één vaste plek.",
        ),
    ),
    ladder=(
        Rung(
            Kind.POSITION,
            "Ik wil betaald parkeren",
            0,
            "Bewoners Ankerstraat",
            behind=(
                Rung(
                    Kind.INTEREST,
                    "Op donderdag gewoon weg kunnen en terug kunnen komen",
                    0,
                    "Bewoners Ankerstraat",
                    is_confirmed=True,
                ),
            ),
        ),
        Rung(
            Kind.POSITION,
            "Geen betaald parkeren",
            1,
            "Bewoners Ankerstraat",
            behind=(
                Rung(
                    Kind.NEED,
                    "Voor haar moeder kunnen zorgen zonder kosten",
                    1,
                    "Bewoners Ankerstraat",
                    is_confirmed=True,
                ),
            ),
        ),
        Rung(Kind.WORRY, "Klanten blijven weg", 2, "Winkeliers"),
        Rung(Kind.RESOURCE, "Het terrein van de oude veiling staat op donderdag leeg", 2, "Winkeliers"),
    ),
    outreach=(("Alle huishoudens in de Ankerstraat en de Boegstraat", "brief en drie avonden in het buurthuis", 210),),
    tags=("verkeer", "zorg"),
)

PLAZA = Story(
    title="Het plein achter de supermarkt",
    kind=Situation.Kind.LIVING_TOGETHER,
    phase=Situation.Phase.EXPLORING,
    area="Wilgenkwartier",
    place="Plein tussen supermarkt en flat De Baken",
    started=35,
    as_put="Kan de gemeente iets doen aan het lawaai op het plein?",
    behind=(),
    goal="",
    influence=Situation.Influence.CONSULT,
    fixed="",
    decider="",
    planning="",
    sides={"Bewoners van de flat": ("flat_1",), "Jongeren op het plein": (), "Supermarkt": ("super",)},
    figures=(
        Figure(
            "flat_1", "Mevrouw op de tweede met de geraniums", PERSON, "Roept soms naar beneden.", is_anonymous=True
        ),
        Figure("super", "Supermarkt De Korf", ORGANISATION, "Sluit om tien uur ’s avonds."),
    ),
    talks=(
        Talk(
            "flat_1",
            Channel.STREET,
            33,
            "Sprak de mevrouw met de geraniums. ‘Ik slaap niet meer.’ Ze bedoelt vooral de brommers. De stemmen hoort ze liever dan"
            " stilte, zei ze later.",
        ),
        Talk(
            "super",
            Channel.STREET,
            20,
            "@super zet om tien uur het licht uit. Daarna staan ze in het donker. Licht aan kan, kost weinig.",
        ),
    ),
    ladder=(
        Rung(Kind.WORRY, "Ik slaap niet meer door de brommers", 0, "Bewoners van de flat"),
        Rung(Kind.RESOURCE, "De supermarkt kan het licht langer aan laten", 1, "Supermarkt"),
        Rung(Kind.NEED, "Ergens kunnen zijn zonder weggestuurd te worden", age=54),
    ),
    tags=("jongeren",),
)

GREEN = Story(
    title="Zelf het groen doen in de Tuinstraat",
    kind=Situation.Kind.CHALLENGE,
    phase=Situation.Phase.DOING,
    area="Tuindorp",
    place="Plantsoenen in de Tuinstraat",
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
            "Straatgroep",
            behind=(Rung(Kind.INTEREST, "Samen iets van de straat maken", 0, "Straatgroep", is_confirmed=True),),
        ),
        Rung(Kind.WORRY, "Straks staat het vol onkruid", 1, "Buren die niet meedoen"),
        Rung(Kind.RESOURCE, "De aannemer wil leren snoeien", 2, "Groenaannemer"),
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
            "Omwonenden",
            behind=(
                Rung(Kind.INTEREST, "Het uitzicht op de dijk houden", 0, "Omwonenden"),
                Rung(Kind.INTEREST, "Hun zoon in de buurt laten wonen", 0, "Omwonenden", is_confirmed=True),
            ),
        ),
        Rung(Kind.NEED, "Dicht bij oma blijven wonen", 1, "Starters uit de wijk"),
        Rung(Kind.RESOURCE, "De kantine staat leeg", 2, "Voetbalclub"),
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
            "Ouders",
            behind=(Rung(Kind.NEED, "Kinderen zelf veilig naar school laten gaan", 0, "Ouders", is_confirmed=True),),
        ),
        Rung(Kind.RESOURCE, "De halte kan twintig meter opschuiven", 1, "Vervoerder", is_confirmed=True),
    ),
    outreach=(("Ouders aan de Wilgenlaan", "bij de bushalte", 330),),
    tags=("verkeer", "school"),
    outcome="De bushalte is opgeschoven en er ligt een zebrapad. Ouders en chauffeurs zeggen dat het werkt.",
)

STORIES = (PARK, PARKING, PLAZA, GREEN, HOMES, CROSSING)
