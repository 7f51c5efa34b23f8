"""The story of Zandrecht, where Carla works: nobody in Waterhoek may see it."""

from raakvlak.demo.stories import GROUP, PERSON, Channel, Figure, Kind, Rung, Story, Talk
from raakvlak.situations.models import Situation

PIER = Story(
    title="De steiger van Zandrecht",
    kind=Situation.Kind.PUBLIC_SPACE,
    phase=Situation.Phase.UNDERSTANDING,
    area="Kadebuurt",
    place="Steiger bij de oude visafslag",
    spot=(2.5, 5),
    started=80,
    as_put="Wordt de steiger nog opgeknapt?",
    behind=("Waar kun je in Zandrecht nog bij het water?",),
    goal="Een plek aan het water voor zwemmers en vissers.",
    influence=Situation.Influence.ADVISE,
    fixed="De steiger is niet veilig en is nu dicht.",
    decider="Het college",
    planning="Gesprekken tot de winter.",
    sides={"Zwemmers": ("zwem",), "Vissers": ("vis",)},
    figures=(
        Figure("zwem", "Zwemgroep Koud", GROUP, "Zwemt het hele jaar."),
        Figure("vis", "Dirkje Olthof", PERSON, "Vist al dertig jaar vanaf de steiger."),
    ),
    talks=(
        Talk("zwem", Channel.STREET, 70, "@zwem: ‘Zonder trap komen wij het water niet meer uit.’"),
        Talk(
            "vis",
            Channel.STREET,
            50,
            "@vis wil rust. ‘Zwemmers jagen alles weg.’ Om zes uur ’s ochtends is er niemand, zei ze zelf.",
        ),
    ),
    ladder=(
        Rung(Kind.NEED, "Veilig het water in en uit", 0, "Zonder trap komen wij het water niet meer uit.", "Zwemmers"),
        Rung(Kind.INTEREST, "Rust om te vissen", 1, "wil rust", "Vissers"),
    ),
    outreach=(("Iedereen bij de steiger", "ter plekke", 70),),
    tags=("groen",),
    team=("carla", "fatma"),
)
