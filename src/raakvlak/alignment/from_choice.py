"""What comes after a choice: the request to a colleague that it begins with, and the means of that department."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from raakvlak.alignment.models import Choice
from raakvlak.municipality.models import Department, Member
from raakvlak.situations.models import Situation
from raakvlak.support.models import Means
from raakvlak.web.numbers import number
from raakvlak.web.references import replace


def chosen_for(situation: Situation, member: Member, asked: str) -> Choice | None:
    """Return the choice that an address names, when this member may see it and it fits."""
    pk = number(asked)
    visible = Choice.objects.within(member.municipality).visible_to(member).standing().accepted()
    rows = visible.filter(situation=situation).select_related("possibility__department", "possibility__contact_member")
    return rows.filter(pk=pk).first() if pk else None


def first_request(choice: Choice) -> dict[str, Any]:
    """Return with what a request begins: whom, what and the wish behind it; nothing of a note, and no names."""
    possibility = choice.possibility
    wish = replace(choice.wish, lambda _reference: _("iemand"))
    values: dict[str, Any] = {
        "what": _("Kan “%(title)s” hier helpen?") % {"title": choice.possibility_title},
        "why": _("Wat mensen hier willen: %(wish)s") % {"wish": wish},
    }
    if possibility and possibility.department_id:
        values["departments"] = [possibility.department_id]
    contact = possibility.contact_member if possibility else None
    if contact and contact.is_active:
        values["colleague"] = contact.pk
    return values


class Beside(NamedTuple):
    """A means beside a choice: which one, and how it is called."""

    pk: int
    title: str


def means_beside(choices: Iterable[Choice], member: Member) -> dict[int, Beside]:
    """Return for each choice a means that this member may see, of the department of what was chosen; in one query.

    Money beside money, and anything else beside all that is no money: of several the first by its title.
    """
    chosen = {one.pk: one.possibility for one in choices if one.possibility and one.possibility.department_id}
    visible = Means.objects.within(member.municipality).visible_to(member).running().order_by("sort_title", "pk")
    here = visible.filter(department=OuterRef("pk"))
    money, other = here.filter(kind=Means.Kind.MONEY), here.exclude(kind=Means.Kind.MONEY)
    wanted = [Subquery(kind.values(name)[:1]) for kind in (money, other) for name in Beside._fields]
    departments = Department.objects.filter(pk__in={one.department_id for one in chosen.values()}).order_by()
    first = {row[0]: {True: row[1:3], False: row[3:5]} for row in departments.values_list("pk", *wanted)}
    known = {pk: one for pk, one in chosen.items() if one.department_id in first}  # it may have gone meanwhile
    found = {pk: first[one.department_id][one.kind == one.Kind.MONEY] for pk, one in known.items()}
    return {pk: Beside(*one) for pk, one in found.items() if one[0] is not None}
