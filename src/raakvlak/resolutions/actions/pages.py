"""The page on which one party gives its own reactions: opened by a link that ends, and closed."""

import datetime
import uuid
from collections.abc import Sequence
from typing import Final

from django.db import transaction
from django.utils import timezone

from raakvlak.municipality.models import KeptKind, Member
from raakvlak.relations.keeping import Terms
from raakvlak.relations.models import Party
from raakvlak.resolutions.actions.reactions import How, Said, Written, react
from raakvlak.resolutions.models import Option, Reaction, ReactionPage
from raakvlak.situations.models import Situation
from raakvlak.web.links import make_link, revoke_links

PURPOSE: Final = "reaction"


@transaction.atomic
def open_page(
    situation: Situation, party: Party, author: Member, options: Sequence[Option], *, days: int
) -> tuple[ReactionPage, str]:
    """Lay options before one party, and return the token of its link, which is told once; an earlier page closes."""
    Party.objects.select_for_update(of=("self",)).get(pk=party.pk)
    for earlier in ReactionPage.objects.filter(situation=situation, party=party, closed_at=None):
        close_page(earlier)
    page = ReactionPage.objects.create(
        municipality=situation.municipality,
        audience=situation.team,
        situation=situation,
        party=party,
        author=author,
        open_until=timezone.localdate() + datetime.timedelta(days=days),
        **Terms.of(situation.municipality).settled(KeptKind.REACTION),
    )
    page.options.set(options)
    return page, make_link(PURPOSE, page.pk, days=days + 1)


@transaction.atomic
def close_page(page: ReactionPage) -> None:
    """Let the link work no more."""
    revoke_links(PURPOSE, page.pk)
    page.closed_at = timezone.now()
    page.save(update_fields=["closed_at"])


def answer_page(page: ReactionPage, said: Sequence[Said], *, key: uuid.UUID) -> Written:
    """Keep what a party answered itself, for the team that asked."""
    how = How(
        audience=page.audience,
        said_on=timezone.localdate(),
        basis=Reaction.Basis.OWN,
        key=uuid.uuid5(key, str(page.pk)),
        page=page,
    )
    return react(page.situation, said, how)
