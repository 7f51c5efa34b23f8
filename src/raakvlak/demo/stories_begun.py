"""Three stories of Waterhoek that are still open questions: a park, parking, a square."""

from raakvlak.demo.stories import (
    GROUP,
    ORGANISATION,
    PERSON,
    Basis,
    Channel,
    Figure,
    Kind,
    Plan,
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
    spot=(4.5, 2.5),
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
            "Het park moet blijven, punt uit.",
            "Omwonenden",
            behind=(
                Rung(
                    Kind.INTEREST,
                    "Via het park ken ik mijn buren",
                    0,
                    "Hier ken ik mijn buren van.",
                    "Omwonenden",
                    is_confirmed=True,
                    behind=(
                        Rung(
                            Kind.NEED,
                            "Niet alleen achter het raam zitten",
                            0,
                            "Straks zit ik weer alleen achter mijn raam.",
                            "Omwonenden",
                            is_confirmed=True,
                        ),
                        Rung(Kind.NEED, "Een plek waar je zonder afspraak iemand tegenkomt", age=12),
                    ),
                ),
                Rung(
                    Kind.RESOURCE,
                    "Buren geven al drie jaar de planten water",
                    0,
                    "Ze heeft drie jaar lang planten water gegeven.",
                    "Omwonenden",
                    Basis.OBSERVED,
                ),
            ),
        ),
        Rung(
            Kind.POSITION,
            "Wij willen het park als buitenlokaal",
            2,
            "Wij willen het park als buitenlokaal.",
            "Basisschool De Wilg",
            behind=(
                Rung(
                    Kind.INTEREST,
                    "Kinderen die buiten komen, leren beter",
                    2,
                    "Kinderen die niet buiten komen, zitten ’s middags niet stil.",
                    "Basisschool De Wilg",
                    behind=(
                        Rung(
                            Kind.NEED,
                            "Een veilige groene plek op loopafstand van de klas",
                            1,
                            "Er is geen andere plek waar ze los kunnen lopen.",
                            "Omwonenden",
                        ),
                    ),
                ),
                Rung(
                    Kind.RESOURCE,
                    "De conciërge kan het hek openen",
                    2,
                    "Hij kan wel een conciërge leveren die het hek opent.",
                    "Basisschool De Wilg",
                ),
            ),
        ),
        Rung(
            Kind.POSITION,
            "Het terrein moet in het voorjaar leeg zijn",
            3,
            "Het terrein moet in het voorjaar leeg zijn",
            "Ontwikkelaar",
            behind=(
                Rung(
                    Kind.INTEREST,
                    "Geen vertraging: dat kost een ton per maand",
                    3,
                    "anders kost het ons een ton per maand",
                    "Ontwikkelaar",
                ),
                Rung(
                    Kind.RESOURCE,
                    "Het noordelijke stuk is nog twee jaar vrij",
                    3,
                    "daar bouwen ze pas over twee jaar",
                    "Ontwikkelaar",
                ),
            ),
        ),
        Rung(
            Kind.WORRY,
            "Ze doen toch wat ze willen",
            4,
            "Ze doen toch wat ze willen.",
            "Omwonenden",
            behind=(Rung(Kind.NEED, "Horen wat er met je woorden gebeurt", age=75),),
        ),
    ),
    plans=(
        Plan(
            "park_buur", 1, "bij haar thuis", "Wie geeft de planten water als jij weg bent?\nWil je mee naar Havenbouw?"
        ),
        Plan("wilg_directeur", 6, "op school", "Mag het schoolplein na vier uur open?"),
    ),
    outreach=(
        ("Alle adressen aan de Kade", "brief in de bus en aanbellen", 120),
        ("Ouders van De Wilg", "bij het hek van de school", 80),
        ("Havenbouw", "gesprek op het stadhuis", 61),
    ),
    groups=(
        ("huurders van flat De Baken", 140, ()),
        ("ouders van De Wilg", 300, (1, 2)),
        ("toekomstige bewoners", None, ()),
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
    spot=(14, 4),
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
            "Ik wil betaald parkeren.",
            "Bewoners Ankerstraat",
            behind=(
                Rung(
                    Kind.INTEREST,
                    "Op donderdag gewoon weg kunnen en terug kunnen komen",
                    0,
                    "Ik durf op donderdag niet meer weg.",
                    "Bewoners Ankerstraat",
                    is_confirmed=True,
                ),
            ),
        ),
        Rung(
            Kind.POSITION,
            "Geen betaald parkeren",
            1,
            "is tegen betaald parkeren",
            "Bewoners Ankerstraat",
            behind=(
                Rung(
                    Kind.NEED,
                    "Voor haar moeder kunnen zorgen zonder kosten",
                    1,
                    "Ik kom drie keer per dag bij mijn moeder.",
                    "Bewoners Ankerstraat",
                    is_confirmed=True,
                ),
            ),
        ),
        Rung(Kind.WORRY, "Klanten blijven weg", 2, "blijven klanten weg", "Winkeliers"),
        Rung(
            Kind.RESOURCE,
            "Het terrein van de oude veiling staat op donderdag leeg",
            2,
            "het terrein van de oude veiling",
            "Winkeliers",
        ),
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
    spot=(8, 12.5),
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
        Rung(Kind.WORRY, "Ik slaap niet meer door de brommers", 0, "Ik slaap niet meer.", "Bewoners van de flat"),
        Rung(
            Kind.RESOURCE,
            "De supermarkt kan het licht langer aan laten",
            1,
            "Licht aan kan, kost weinig.",
            "Supermarkt",
        ),
        Rung(Kind.NEED, "Ergens kunnen zijn zonder weggestuurd te worden", age=54),
    ),
    tags=("jongeren",),
)
