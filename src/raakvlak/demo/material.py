"""The words out of which invented people and their talks are put together."""

FIRST_NAMES = (
    "Aad", "Aisha", "Ans", "Arie", "Bas", "Bep", "Cor", "Daan", "Dewi", "Dina", "Els", "Emre", "Femke", "Gerda", "Hanna",
    "Hassan", "Ineke", "Jan", "Jasper", "Kees", "Khadija", "Lars", "Leyla", "Loes", "Maarten", "Marga", "Mehmet", "Nadia",
    "Nel", "Omar", "Pim", "Riet", "Rosa", "Sanne", "Sjaak", "Stefan", "Tara", "Toos", "Willem", "Yara",
)  # fmt: skip
LAST_NAMES = (
    "Aydin", "Benali", "Blom", "Bos", "Brouwer", "Çelik", "Dekker", "Dijkstra", "van Dongen", "Evers", "de Graaf", "Groen",
    "Hoekstra", "Ismaïl", "Jonker", "Kok", "Kuipers", "van der Laan", "Lim", "Maas", "Martens", "Molenaar", "Nguyen",
    "Nijman", "Peeters", "Prins", "Rahman", "Ramdin", "Schouten", "Sterk", "Timmer", "Tol", "Veenstra", "Verhoeven",
    "Vos", "de Vries", "Wolters", "Yilmaz", "Zijlstra", "Zwart",
)  # fmt: skip
GROUPS = (
    "Leesclub De Bladzij", "Moestuin Het Lapje", "Breiclub Losse Steek", "Wandelgroep Kwart over Negen", "Bewonersgroep Boegstraat",
    "Kookgroep Dinsdag", "Ouderraad De Wilg", "Repaircafé De Schroef", "Jeu-de-boulesclub Op de Kade", "Speeltuinvereniging De Wip",
)  # fmt: skip
ORGANISATIONS = (
    "Buurthuis De Sluis", "Woningstichting Waterwonen", "Huisartsen Wilgenlaan", "Bibliotheek Waterhoek", "Sportclub Dijkzicht",
    "Kinderopvang De Vlonder", "Welzijn Waterhoek", "Bakkerij Blom", "Fietsenmaker De Ketting", "Jongerenwerk Stroom",
    "Wijkteam Tuindorp", "Volkstuinen De Dijk",
)  # fmt: skip
RECOGNISED_BY = (
    "Zit vaak op het bankje bij de kade.", "Kent iedereen in de straat.", "Loopt elke week mee met de wandelgroep.",
    "Spreekt snel iemand aan.", "Heeft een winkelwagentje met bloembakken gemaakt.", "Komt naar elk koffie-uur.",
    "Regelt de buurtapp.", "Past op de kinderen van de buren.", "Is handig met gereedschap.", "Komt alleen als het droog is.",
)  # fmt: skip
NAMELESS = (
    "Huis met het rode hek", "Vrouw met de bakfiets", "Jongen met de blauwe pet", "Man van de schaaktafel", "Buurvrouw van nummer 8",
    "Meneer met de vlag", "Moeder bij het zandbakje", "Man met de verrekijker",
)  # fmt: skip
OPENINGS = (
    "Kwam {name} tegen.", "Even gesproken met {name}.", "{name} hield me aan.", "Langs geweest bij {name}.", "{name} begon er zelf over.",
    "Stond te praten met {name}.", "{name} vroeg of ik tijd had.", "",
)  # fmt: skip
REMARKS = (
    "‘De bankjes zijn weg. Waar moet ik nu rusten?’", "‘Op vrijdag ligt hier altijd rommel naast de bakken.’",
    "‘Er zou een zebrapad komen. Ik zie niks.’", "‘Wij willen best helpen, maar dan moet iemand het hek openen.’",
    "‘Niemand leest die brieven van jullie.’", "‘Mijn buurman is ziek, wij koken om de beurt.’",
    "‘De lantaarn bij nummer 20 is al weken kapot.’", "‘Ik vind het hier juist gezellig worden.’",
    "‘De stoep ligt scheef. Met de rollator kom ik er niet langs.’", "‘Kan dat grasveld niet voor de kinderen?’",
    "‘Sinds de bus hier niet meer komt, zie ik mijn zus minder.’", "‘We willen een tafel buiten, een lange.’",
    "‘Het is te hard rijden op de dijk.’", "‘Zet die bomen nou niet weer in mijn zon.’",
    "‘Vraag de jongens zelf eens wat. Dat doet nooit iemand.’", "‘In het buurthuis is altijd alles vol.’",
    "‘Ik heb nog stekjes over voor het plantsoen.’", "‘Wie gaat hier eigenlijk over?’",
    "‘Vroeger veegde iedereen zijn eigen stoep.’", "‘Het ruikt hier naar het water, dat is toch mooi?’",
)  # fmt: skip
AFTERTHOUGHTS = (
    "Zat duidelijk iets anders achter.", "Wil volgende keer verder praten.", "Kent nog twee mensen die dit ook vinden.",
    "Lachte erom, maar was het zat.", "Wil niet dat er een avond over komt.", "Vroeg wat er met de vorige vraag gebeurd is.",
    "Biedt aan om mee te denken.", "Was in een goede bui.", "", "", "Belooft foto’s te sturen.", "Wil het liefst bellen, geen mail.",
)  # fmt: skip
PROMISES = (
    "Navragen wie over de bankjes gaat", "Terugbellen over de lantaarn", "Melding van de stoep doorgeven", "Langskomen bij het koffie-uur",
    "Uitzoeken wanneer het zebrapad komt", "De sleutel van het hek regelen", "Vragen of de tafel mag blijven staan",
    "Doorgeven dat de bak vol is",
)  # fmt: skip
WHO_ALLOWED = ("De wethouder wonen", "Hoofd Openbare ruimte", "De gebiedsmanager")
AREAS = (  # name, residents, households, corners as (east, north) on a grid of a hundred metres
    ("Kadebuurt", 2140, 1130, ((0, 0), (9, 0), (10, 6), (1, 7))),
    ("Schippersbuurt", 3320, 1610, ((9, 0), (19, 1), (18, 8), (10, 6))),
    ("Wilgenkwartier", 4210, 1980, ((1, 7), (10, 6), (11, 15), (2, 16))),
    ("Tuindorp", 2890, 1240, ((10, 6), (18, 8), (20, 15), (11, 15))),
    ("Dijkzicht", 3760, 1650, ((2, 16), (11, 15), (12, 24), (3, 23))),
    ("Nieuwe Haven", 1480, 890, ((11, 15), (20, 15), (21, 23), (12, 24))),
    ("Polderrand", None, None, ((19, 1), (28, 3), (27, 14), (20, 15), (18, 8))),
)
DEPARTMENTS = {
    "Ruimte": ("Verkeer en vervoer", "Openbare ruimte", "Wonen en bouwen", "Vergunningen"),
    "Samenleving": ("Welzijn", "Jeugd en onderwijs", "Sport en cultuur", "Wijkgericht werken"),
    "Bestuur": ("Communicatie", "Financiën", "Juridische zaken"),
}
TAGS = ("groen", "spelen", "bouwen", "verkeer", "zorg", "jongeren", "wonen", "school", "bewoners aan zet")
