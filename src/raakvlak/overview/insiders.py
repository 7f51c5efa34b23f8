"""How our own people stand in a graph: by name within their own team, elsewhere only in circles that hide who it is."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from raakvlak.municipality.models import Member
from raakvlak.situations.models import Situation
from raakvlak.situations.team import team_of

FEWEST_IN_A_CIRCLE: Final = 3  # a circle of two tells each of them about the other
OTHERS: Final = "others"


class Kind(TextChoices):
    """What a node of a graph is."""

    ORGANISATION = "organisation", "organisation"
    ROLE = "role", "role"
    MEMBER = "member", "member"
    CIRCLE = "circle", "circle"
    DEPARTMENT = "department", "department"


@dataclass(frozen=True, slots=True)
class Insider:
    """A node inside the town hall: a colleague of the team, a department, or a circle of colleagues."""

    key: str
    kind: Kind
    name: str
    is_me: bool = False
    department: str = ""


@dataclass(frozen=True)
class Insiders:
    """Our own people, each under the node by which this reader may see her."""

    nodes: dict[str, Insider]
    node_of: dict[int, str]

    def of(self, member_ids: Iterable[int]) -> set[str]:
        """Return the nodes of these colleagues."""
        return {self.node_of.get(member_id, OTHERS) for member_id in member_ids}


def insiders_of_situation(situation: Situation, reader: Member) -> Insiders:
    """Name the team to the team itself; to others it is one circle, where it is large enough to be one."""
    team = list(team_of(situation))
    if situation.has_in_team(reader):
        return _team_by_name(team, reader)
    made = _begun(reader)
    others = [member for member in team if member.pk != reader.pk]
    if len(others) >= FEWEST_IN_A_CIRCLE:
        made.nodes["team"] = Insider("team", Kind.CIRCLE, _("het team"))
        made.node_of.update(dict.fromkeys((member.pk for member in others), "team"))
    return made


def insiders_of_area(reader: Member) -> Insiders:
    """Show departments, where they are large enough to be a circle; the reader sees herself."""
    made = _begun(reader)
    colleagues = Member.objects.within(reader.municipality).active().select_related("department").order_by("pk")
    working = [member for member in colleagues if member.department_id and member.pk != reader.pk]
    sizes = Counter(member.department_id for member in working)
    for member in working:
        if member.department and sizes[member.department_id] >= FEWEST_IN_A_CIRCLE:
            key = f"department-{member.department_id}"
            made.nodes[key] = Insider(key, Kind.DEPARTMENT, member.department.name)
            made.node_of[member.pk] = key
    return made


def _begun(reader: Member) -> Insiders:
    return Insiders({OTHERS: _others(), "me": Insider("me", Kind.MEMBER, _("jij"), is_me=True)}, {reader.pk: "me"})


def _others() -> Insider:
    return Insider(OTHERS, Kind.CIRCLE, _("andere collega’s"))


def _team_by_name(team: list[Member], reader: Member) -> Insiders:
    made = Insiders({OTHERS: _others()}, {})
    for member in team:
        key, department = f"member-{member.pk}", ""
        if member.department:
            department = f"department-{member.department_id}"
            made.nodes[department] = Insider(department, Kind.DEPARTMENT, member.department.name)
        name = _("jij") if member.pk == reader.pk else member.user.name
        made.nodes[key] = Insider(key, Kind.MEMBER, name, is_me=member.pk == reader.pk, department=department)
        made.node_of[member.pk] = key
    return made
