"""The words of a large invented municipality: what names, streets, compounds and sentences are put together from."""

from typing import Final

FIRST_SYLLABLES: Final = (
    "Aal", "Bak", "Ber", "Boe", "Bol", "Bon", "Bra", "Bui", "Cor", "Dal", "Dek", "Dol", "Dros", "Eik", "El", "Fok", "Ga",
    "Gel", "Gro", "Haan", "Har", "Hei", "Hol", "Hui", "Ja", "Kaa", "Kam", "Ker", "Klei", "Kor", "Kro", "Laar", "Lem", "Lin",
    "Loo", "Ma", "Mei", "Mol", "Naal", "Nij", "Oos", "Pee", "Pol", "Ra", "Rij", "Roo", "Scha", "Slui", "Smal", "Stee",
    "Ta", "Tim", "Uit", "Vaar", "Ver", "Vlie", "Vroe", "Waa", "Wel", "Wol", "Zaal", "Zon",
)  # fmt: skip
LAST_SYLLABLES: Final = (
    "baar", "berg", "bos", "burg", "daal", "dekker", "dijk", "donk", "drecht", "gaard", "graaf", "haar", "heuvel", "hof",
    "horst", "huis", "kamp", "kerk", "laan", "land", "loo", "man", "meer", "mond", "naar", "oord", "rade", "rink", "sen",
    "sma", "stra", "taal", "veld", "vliet", "voort", "waard", "werf", "wijk", "zaal", "ziel",
)  # fmt: skip
BETWEEN: Final = ("", "", "", "", "", "", "", "van ", "de ", "van der ", "van den ", "ter ")
STREETS: Final = (
    "Aalscholver", "Akker", "Baars", "Bakboord", "Beuken", "Boei", "Boeg", "Bruinvis", "Dotterbloem", "Eendracht", "Eikels",
    "Fuut", "Gaffel", "Garnalen", "Giek", "Hazelaar", "Havik", "Iepen", "Jol", "Kajuit", "Kapiteins", "Karper", "Kastanje",
    "Kiel", "Klipper", "Kluiver", "Kombuis", "Kompas", "Kotter", "Kreeft", "Kuif", "Lantaarn", "Leeuwerik", "Lijster",
    "Linden", "Loods", "Loper", "Makreel", "Marters", "Mast", "Meerkoet", "Merel", "Molen", "Mossel", "Netten", "Oester",
    "Olmen", "Otter", "Paling", "Pijler", "Pinken", "Plataan", "Reiger", "Riet", "Roerganger", "Ruim", "Schelpen", "Schipper",
    "Schouw", "Slinger", "Sluis", "Snoek", "Spar", "Spiegel", "Steiger", "Sterns", "Stuurboord", "Tarwe", "Tjalk", "Toren",
    "Touw", "Trawler", "Vaandel", "Veer", "Vlas", "Vlieger", "Vuurtoren", "Wieken", "Wilgen", "Wimpel", "Wulp", "Zeil",
    "Zwaluw", "Zwanebloem",
)  # fmt: skip
STREET_ENDS: Final = (
    "straat", "laan", "weg", "plein", "kade", "hof", "pad", "dijk", "singel", "gracht", "park", "steeg", "dreef", "wal",
)  # fmt: skip
THINGS_FIRST: Final = (
    "parkeer", "afval", "geluids", "verkeers", "speel", "groen", "zwerf", "buurt", "jongeren", "ouderen", "water", "bomen",
    "fiets", "stoep", "licht", "bouw", "hoek", "honden", "school", "winkel", "markt", "riool", "haven", "trap", "balkon",
    "tuin", "huur", "energie", "koffie", "kunst", "muziek", "sport", "voetbal", "straat", "brug", "kade", "gevel", "dak",
    "lift", "kelder", "bezorg", "vracht", "taxi", "bus", "zebra", "drempel", "schaduw", "regen", "hitte", "wind", "sneeuw",
    "vuurwerk", "container", "glas", "papier", "kleding", "voedsel", "eet", "kook", "lees", "taal", "reken", "huiswerk",
    "opvang", "zorg", "mantel", "rollator", "scootmobiel", "toegangs", "camera", "veiligheids", "feest", "vlaggen",
    "bloemen", "moestuin", "kippen", "bijen", "vogel", "eenden", "ratten", "wespen", "stank", "rook", "barbecue", "vuur",
    "nacht", "avond", "zomer", "winter", "weekend", "vakantie", "inspraak", "bewoners", "leen", "ruil", "repareer", "klus",
)  # fmt: skip
THINGS_LAST: Final = (
    "overlast", "plek", "plan", "probleem", "groep", "bak", "paal", "hek", "pad", "veld", "tuin", "kast", "brief", "avond",
    "regel", "vergunning", "kosten", "kaart", "hoek", "rand", "strook", "vak", "lamp", "bank", "tafel", "muur", "deur", "poort",
    "route", "tijd", "dienst", "club", "huis", "ruimte", "zaal", "kelder", "schuur", "kraam", "wagen", "werker", "bord",
    "lijn", "net", "punt", "rek", "rooster", "goot", "put", "kuil", "heuvel", "dam", "steiger", "trap", "helling", "vloer",
    "wand", "scherm", "dak", "mast", "kabel", "meting", "telling", "klacht", "melding", "wens", "droom", "idee", "proef",
    "dag", "week", "feest", "ruzie", "geur", "herrie", "drukte", "stilte", "angst", "schade", "winst", "pot", "fonds",
    "afspraak", "belofte", "nota", "schets", "tekening", "foto", "verhaal", "geheugen", "school", "les",
)  # fmt: skip
GROUPS: Final = (
    "de ouders", "de ondernemers", "de jongens van het plein", "de oudere bewoners", "de nieuwe bewoners", "de huurders",
    "de kopers", "de wandelgroep", "de leraren", "de huisartsen", "de woningstichtingen", "de vissers", "de hondenbezitters",
    "de fietsers", "de automobilisten", "de volkstuinders", "de studenten", "de sportclubs",
    "de moskee en de kerk samen", "de buurtsportcoaches", "de wijkagenten", "de vrijwilligers", "de kinderen", "de tieners",
)  # fmt: skip
WHEN: Final = (
    "vorige week", "gisteravond", "op vrijdag", "elke ochtend", "sinds de zomer", "na schooltijd", "in het weekend",
    "al drie jaar", "om half acht", "toen het regende", "bij het hoge water", "met oud en nieuw", "tijdens de markt",
    "vlak voor de vakantie", "op woensdagmiddag", "laat op de avond", "sinds de verbouwing", "al sinds maart",
)  # fmt: skip
FEELINGS: Final = (
    "boos", "opgelucht", "bezorgd", "vrolijk", "teleurgesteld", "trots", "moe", "verbaasd", "hoopvol", "voorzichtig",
    "ongeduldig", "dankbaar", "wantrouwig", "stil", "strijdbaar", "verdrietig", "nuchter", "enthousiast",
)  # fmt: skip
OPENINGS: Final = (
    "Kwam {name} tegen op de {street}.", "Even gesproken met {name}.", "{name} hield me aan bij de {thing}.",
    "Langs geweest bij {name}.", "{name} begon er zelf over.", "Stond te praten met {name} op de {street}.",
    "{name} vroeg of ik tijd had.", "{name} belde over de {thing}.", "Koffie bij {name}, {when}.", "{name} was {feeling}.",
    "Met {name} langs de {street} gelopen.", "{name} wees me op de {thing}.", "Bij {name} aan tafel over de {thing}.",
)  # fmt: skip
SENTENCES: Final = (
    "‘De {thing} is {when} weer kapot.’", "‘Niemand weet wie over de {thing} gaat.’", "‘Waarom hoorden wij niets over de {thing}?’",
    "{group} willen meepraten over de {thing}.", "Volgens {group} helpt een {thing} hier niet.", "De {thing} bij de {street} is te smal.",
    "‘Ik durf {when} niet meer langs de {street}.’", "‘Laat ons de {thing} zelf onderhouden.’", "Er ligt een oud plan voor een {thing}.",
    "Was vooral {feeling} over de {thing}.", "{group} en {group} praten niet meer met elkaar.", "‘Vroeger was er een {thing} aan de {street}.’",
    "Vroeg wie beslist over de {thing}.", "Kent iemand die de {thing} kan maken.", "De {thing} staat {when} vol.",
    "‘Als de {thing} er komt, verhuis ik.’", "‘Zonder {thing} redt mijn moeder het niet.’", "Biedt aan om de {thing} te beheren.",
    "Wil weten wat er met de {thing} gebeurt, en met de {thing}.", "Noemde ook de {thing} en het {work}.", "‘Het gaat me niet om de {thing}.’",
    "Het gaat eigenlijk om rust {when}.", "Wil dat {group} eerst gehoord worden.", "De {street} heeft geen {thing} meer.",
    "‘Iedereen loopt om de {thing} heen.’", "Er is geld voor een {thing}, hoor ik van {group}.", "{group} hebben al een {thing} gebouwd.",
    "Ik beloofde niets over de {thing}.", "Zat duidelijk iets anders achter.", "Wil volgende keer verder praten.",
    "Lachte erom, maar was {feeling}.", "Wil niet dat er een {thing} over komt.", "Vroeg wat er met de vorige {thing} gebeurd is.",
    "‘De brief over de {thing} was onleesbaar.’", "Hoorde {when} van de {thing} via de buurtapp.", "‘Doe eerst de {street}, dan praten we verder.’",
    "Is {feeling} sinds de {thing} weg is.", "Kan {when} helpen met de {thing}.", "‘Een {thing} kost toch niets?’", "De jeugd wil een {thing}.",
    "‘Wij passen al jaren op de {thing} van de {street}.’", "Heeft drie keer gemeld dat de {thing} vies is.", "Ziet meer in een {thing}.",
    "‘Vraag {group} eens wat zij van de {thing} vinden.’", "De {thing} en de {thing} zitten elkaar in de weg.", "Het werd {feeling} aan tafel.",
    "Wij spraken af dat ik naar de {thing} kijk.", "‘Mijn zus op de {street} zegt hetzelfde.’", "Foto’s van de {thing} gezien.",
    "Op de {street} {number} staat de {thing} op de stoep.", "Sinds {when} is er {thing}, ook bij nummer {number}.", "Verder niets nieuws.",
)  # fmt: skip
WORK: Final = (
    "baggeren", "snoeien", "schilderen", "bestraten", "vegen", "handhaven", "verhuizen", "isoleren", "koken", "voorlezen",
    "timmeren", "oversteken", "uitladen", "fietsen", "vergaderen", "opruimen", "verlichten", "ophogen", "draineren", "planten",
)  # fmt: skip
TITLES: Final = (
    "De {thing} aan de {street}", "{Thing} in {area}", "Meer ruimte op de {street}", "Wie zorgt voor de {thing}?",
    "De toekomst van de {street}", "{Thing} en {thing}", "Een {thing} voor {area}", "Rust {when} op de {street}",
)  # fmt: skip
QUESTIONS_PUT: Final = (
    "Mag de {thing} blijven?",
    "Wanneer komt er een {thing}?",
    "Kan de {thing} weg van de {street}?",
)
QUESTIONS_BEHIND: Final = (
    "Hoe blijft {area} een buurt waar {group} zich thuis voelen, ook met een {thing}?",
    "Hoe delen {group} en {group} de {street}?", "Wie mag hier iets zeggen over de {thing}, en wanneer?",
)  # fmt: skip
INSIGHTS: Final = {
    "position": ("De {thing} moet blijven", "Geen {thing} op de {street}", "Eerst de {thing}, dan de rest"),
    "interest": ("{when} rustig kunnen slapen", "Dat de {thing} betaalbaar blijft", "Zelf over de {thing} gaan"),
    "need": ("Niet alleen zijn {when}", "Gezien worden door {group}", "Veilig over de {street} kunnen"),
    "worry": ("Dat de {thing} verdwijnt", "Dat {group} wegtrekken", "Dat niemand de {thing} onderhoudt"),
    "resource": ("Kan een {thing} maken", "{group} willen de {thing} beheren", "Heeft de sleutel van de {thing}"),
}  # fmt: skip
PROMISES: Final = (
    "Navragen wie over de {thing} gaat", "Terugbellen over de {thing}", "Melding van de {thing} doorgeven", "Langskomen op de {street}",
    "Uitzoeken wanneer de {thing} komt", "De sleutel van de {thing} regelen", "Vragen of de {thing} mag blijven",
)  # fmt: skip
SUMMARIES: Final = ("We spraken over de {thing} bij de {street}.", "U vertelde over de {thing}. Wij kijken ernaar.")
SIDES: Final = (
    "Omwonenden", "Ondernemers", "Ouders van de school", "Jongeren", "Ouderen van de flat", "De woningstichting",
    "Sporters", "Nieuwe bewoners",
)  # fmt: skip
HOW_INVITED: Final = (
    "brief in de bus",
    "aan de deur",
    "poster in de supermarkt",
    "via de school",
    "op de markt",
    "buurtapp",
)
NAMELESS: Final = (
    "Man met de {thing}",
    "Vrouw bij de {thing}",
    "Huis met de {thing}",
    "Buurvrouw van de {street} {number}",
)
GROUP_NAMES: Final = ("{Thing}club {area}", "Bewonersgroep {street}", "Vrienden van de {thing}", "Kookgroep {street}")
ORGANISATION_NAMES: Final = (
    "Stichting {Thing}",
    "Basisschool De {Thing}",
    "Bakkerij {family}",
    "Sportclub {street}",
    "{family} BV",
)
KNOWN_FROM: Final = (
    "Zit vaak bij de {thing}.", "Kent iedereen op de {street}.", "Loopt {when} mee met de wandelgroep.", "Spreekt snel iemand aan.",
    "Regelt de {thing}.", "Komt naar elk koffie-uur.", "Is handig met een {thing}.",
)  # fmt: skip
AREA_NAMES: Final = (
    "{street}buurt", "{street}kwartier", "Oud-{street}", "{street}rand", "{street}zicht", "{street}eiland",
)  # fmt: skip
