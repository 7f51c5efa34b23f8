"""What became of a promise, woven from its append-only rows: made, corrected, moved, handed over, ended, opened."""

import datetime
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from raakvlak.municipality.models import Member
from raakvlak.relations.models import (
    Encounter,
    Promise,
    PromiseCorrection,
    PromiseHandover,
    PromiseMove,
    PromiseSettling,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened: when, what in one line, the words written about it, and a talk that shows it."""

    moment: datetime.datetime
    what: str
    words: str = ""
    icon: str = "history"
    talk: Encounter | None = None


def course_of(promise: Promise, member: Member) -> list[Step]:
    """Return all that happened to a promise, the newest first, in five queries."""
    settlings = list(promise.settlings.select_related("member__user"))
    shown = Encounter.objects.visible_to(member).standing()
    talks = shown.in_bulk([step.shown_in_id for step in settlings if step.shown_in_id])
    handovers = promise.handovers.select_related("giver__user", "taker__user")
    steps = [
        *(settled(step, talks.get(step.shown_in_id or 0), is_theirs=promise.is_theirs) for step in settlings),
        *(moved(step) for step in promise.moves.all()),
        *(handed(step) for step in handovers),
        *(corrected(step) for step in promise.corrections.select_related("member__user")),
        Step(promise.created_at, _("Opgeschreven"), icon="pen-line"),
    ]
    return sorted(steps, key=lambda step: step.moment, reverse=True)


def settled(step: PromiseSettling, talk: Encounter | None, *, is_theirs: bool) -> Step:
    """Tell how a promise ended, or that it was opened again."""
    if step.is_opening:
        return Step(step.settled_at, _("Weer open"), icon="undo-2")
    if step.is_kept is None:
        return Step(step.settled_at, _("Niet meer nodig"), step.outcome, "minus", talk)
    kept, broken = (_("Het is gedaan"), _("Het kwam er niet van")) if is_theirs else (_("Nagekomen"), _("Niet gelukt"))
    what, icon = (kept, "check") if step.is_kept else (broken, "x")
    return Step(step.settled_at, what, step.outcome, icon, talk)


def moved(step: PromiseMove) -> Step:
    """Tell that the day was moved, and why."""
    new = date_format(step.moved_to_on, "j F Y")
    if step.moved_from_on is None:
        return Step(step.moved_at, _("Afgesproken voor %(new)s") % {"new": new}, step.why, "clock")
    days = {"old": date_format(step.moved_from_on, "j F Y"), "new": new}
    return Step(step.moved_at, _("Verzet van %(old)s naar %(new)s") % days, step.why, "clock")


def handed(step: PromiseHandover) -> Step:
    """Tell who keeps it from then on, and how that came about."""
    giver, taker = named(step.giver), named(step.taker)
    if step.taker is None:
        text = _("%(giver)s doet dit niet meer. De belofte wacht op een nieuwe eigenaar") % {"giver": giver}
    elif step.giver is None:
        text = _("%(taker)s nam dit over") % {"taker": taker}
    elif step.reason == PromiseHandover.Reason.TAKEN:
        text = _("%(taker)s nam dit terug van %(giver)s") % {"taker": taker, "giver": giver}
    else:
        text = _("%(giver)s droeg dit over aan %(taker)s") % {"giver": giver, "taker": taker}
    return Step(step.handed_at, text, step.why, "handshake")


def corrected(step: PromiseCorrection) -> Step:
    """Tell who put it in other words, and what stood there."""
    stood = {"name": named(step.member), "kind": step.get_kind_display(), "direction": step.get_direction_display()}
    text = _("%(name)s verbeterde wat hier staat. Eerst was het: %(kind)s, %(direction)s, in deze woorden") % stood
    return Step(step.corrected_at, text, step.text, "pen-line")


def named(member: Member | None) -> str:
    """Return the name of a colleague."""
    return member.user.name if member else ""
