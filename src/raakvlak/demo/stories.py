"""Six situations of an invented municipality, told as they could have gone."""

from dataclasses import dataclass, field

from raakvlak.municipality.models import Role
from raakvlak.relations.models import Encounter, Party
from raakvlak.situations.models import Insight, Situation

Channel = Encounter.Channel
Kind = Insight.Kind
Basis = Insight.Basis
PERSON = Party.Kind.PERSON
GROUP = Party.Kind.GROUP
ORGANISATION = Party.Kind.ORGANISATION


@dataclass(frozen=True)
class Persona:
    """Somebody one can log in as."""

    key: str
    name: str
    role: Role
    says: str

    @property
    def email(self) -> str:
        """Return the address with which this persona logs in; nobody gets mail there."""
        return f"{self.key}@raakvlak.example"


@dataclass(frozen=True)
class Figure:
    """A party with a part in a story."""

    key: str
    name: str
    kind: Party.Kind
    description: str = ""
    is_anonymous: bool = False


@dataclass(frozen=True)
class Talk:
    """A talk in a story: with whom, how, how many days ago, and what was noted. `@key` stands for a figure."""

    who: str
    channel: str
    days_ago: int
    note: str
    summary: str = ""
    promise: str = ""
    is_story: bool = False


@dataclass(frozen=True)
class Plan:
    """A talk to come in a story: with whom, in how many days, where, and what one wants to ask."""

    who: str
    in_days: int
    place: str
    questions: str


@dataclass(frozen=True)
class Rung:
    """A rung of a ladder; `talk` is the number of the talk that it comes from, with its words there, none for a hunch."""

    kind: Insight.Kind
    text: str
    talk: int | None = None
    words: str = ""
    side: str = ""
    basis: Insight.Basis = Basis.SAID
    age: int = 20
    is_confirmed: bool = False
    behind: tuple["Rung", ...] = ()


@dataclass(frozen=True)
class Story:
    """A situation with everything in it."""

    title: str
    kind: Situation.Kind
    phase: Situation.Phase
    area: str
    place: str
    spot: tuple[float, float]  # east and north, on the grid of a hundred metres
    started: int
    as_put: str
    behind: tuple[str, ...]
    goal: str
    influence: Situation.Influence
    fixed: str
    decider: str
    planning: str
    sides: dict[str, tuple[str, ...]]
    figures: tuple[Figure, ...]
    talks: tuple[Talk, ...]
    ladder: tuple[Rung, ...]
    outreach: tuple[tuple[str, str, int], ...] = ()
    plans: tuple[Plan, ...] = ()
    groups: tuple[tuple[str, int | None, tuple[int, ...]], ...] = ()  # a guess of how many, and the talks they were in
    tags: tuple[str, ...] = ()
    outcome: str = ""
    team: tuple[str, ...] = ("anna", "bart")
    check: tuple[str, str, str, str] | None = None
    replies: tuple[tuple[bool, str], ...] = field(default=())


PERSONAS = (
    Persona("anna", "Anna de Wit", Role.FRONTLINE, "wijkmanager in Waterhoek; is elke dag in de buurt"),
    Persona("bart", "Bart Jansen", Role.FRONTLINE, "gebiedsregisseur in Waterhoek; werkt vaak samen met Anna"),
    Persona("fatma", "Fatma Arslan", Role.COORDINATOR, "coördinator; werkt ook mee in Zandrecht"),
    Persona("dirk", "Dirk Mulder", Role.COLLEAGUE, "verkeerskundige in het stadhuis; leest geen notities"),
    Persona("esma", "Esma Kaya", Role.PRIVACY_OFFICER, "bewaakt de privacy; ziet registers, geen notities"),
    Persona("gert", "Gert Visser", Role.ADMINISTRATOR, "beheerder; nodigt mensen uit en tekent gebieden"),
    Persona("carla", "Carla Smit", Role.FRONTLINE, "wijkmanager in Zandrecht; ziet niets van Waterhoek"),
)
