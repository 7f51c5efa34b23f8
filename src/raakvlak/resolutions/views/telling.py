"""Telling people what was done with what they brought in: shown first, then sent, once; by hand where no mail goes."""

from dataclasses import dataclass, field
from typing import Final

from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from raakvlak.municipality.access import MemberRequest
from raakvlak.relations.models import Party
from raakvlak.resolutions.access import contributions_of
from raakvlak.resolutions.actions import telling as actions
from raakvlak.resolutions.forms.answers import ByHandForm
from raakvlak.resolutions.letters import Writer, reached_by_mail
from raakvlak.resolutions.models import Contribution, ContributionAnswer, ContributionQuerySet, Telling
from raakvlak.resolutions.views.answers import chosen
from raakvlak.situations.access import team_required
from raakvlak.situations.models import Situation
from raakvlak.web.numbers import number
from raakvlak.web.paging import Page, page_of

PEOPLE_AT_ONCE: Final = 50


@dataclass(slots=True)
class ToTell:
    """Somebody who did not hear yet, what there is to tell, and the mail or why none can go."""

    party: Party
    rows: list[Contribution] = field(default_factory=list)
    mail: EmailMessage | None = None
    is_shielded: bool = False

    @property
    def trouble(self) -> str:
        """Return what went wrong the last time."""
        troubles = [one.answer.told for one in self.rows if one.answer and one.answer.told]
        return next((str(one.get_trouble_display()) for one in troubles if one.trouble), "")

    @property
    def label(self) -> str:
        """Return who it is, and why no mail can go."""
        return f"{self.party.name} ({self.why})"

    @property
    def why(self) -> str:
        """Return why this party can't be told by mail."""
        return _("het adres is afgeschermd") if self.is_shielded else _("geen mailadres")


@require_http_methods(["GET", "POST"])
@team_required
def tell(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Show exactly which mails go to whom, and send them; who can't be reached so is listed beside."""
    if request.method == "POST":
        rows, answers = _sent(request, situation)
        told = actions.tell_by_mail(rows, request.member, answers)
        said = ngettext("%(number)d mail gaat op weg.", "%(number)d mails gaan op weg.", told)
        (messages.success if told else messages.info)(
            request, said % {"number": told} if told else _("Iedereen van deze lijst hoorde het intussen al.")
        )
        return redirect(request.get_full_path())
    return _tell_page(request, situation)


@require_POST
@team_required
def tell_by_hand(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Write down who heard it in a talk or by letter."""
    rows, answers = _sent(request, situation)
    people = {row.party.pk: row.party for row in rows if row.party}
    form = ByHandForm(request.POST, people=[(str(pk), party.name) for pk, party in people.items()])
    if not form.is_valid():
        return _tell_page(request, situation, form)
    sent = form.cleaned_data
    wanted = [row for row in rows if str(row.party_id) in sent["mens"]]
    told = actions.tell_by_hand(wanted, request.member, answers, way=sent["way"], day=sent["told_on"])
    said = ngettext("Genoteerd dat %(number)d mens het hoorde.", "Genoteerd dat %(number)d mensen het hoorden.", told)
    messages.success(request, said % {"number": told})
    return redirect("resolutions:tell", situation.pk)


@require_POST
@team_required
def tell_again(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Ask once more for the mails that have been on their way for long."""
    waiting = ContributionAnswer.objects.filter(telling__state=Telling.State.WAITING).values("contribution")
    actions.ask_again(contributions_of(situation, request.member).filter(pk__in=waiting), request.member)
    messages.success(request, _("We proberen het nog eens."))
    return redirect("resolutions:tell", situation.pk)


def _sent(request: MemberRequest, situation: Situation) -> tuple[list[Contribution], set[int]]:
    """Return what the form was about: the answers that were shown, and their contributions that are still untold."""
    answers = {one for one in map(number, request.POST.getlist("antwoord")) if one}
    shown = ContributionAnswer.objects.filter(pk__in=answers).values("contribution")
    found = contributions_of(situation, request.member).untold().filter(pk__in=shown)
    return list(found.select_related("party")), answers


def _tell_page(request: MemberRequest, situation: Situation, form: ByHandForm | None = None) -> HttpResponse:
    untold = contributions_of(situation, request.member).untold()
    if request.GET.getlist("rij"):
        untold = untold.filter(pk__in=chosen(request, situation).values("pk"))
    page = _people(request, situation, untold)
    people = _to_tell(request, situation, untold, page)
    by_mail = [one for one in people if one.mail]
    by_hand = [one for one in people if not one.mail]
    late = timezone.now() - actions.AGAIN_AFTER
    waiting = Telling.objects.filter(answer__contribution__in=contributions_of(situation, request.member).values("pk"))
    waiting = waiting.filter(state=Telling.State.WAITING)
    context = {
        "situation": situation,
        "page": page,
        "by_mail": by_mail,
        "by_hand": by_hand,
        "people": untold.order_by().values("party").distinct().count(),
        "form": form or ByHandForm(people=[(str(one.party.pk), one.label) for one in by_hand]),
        "waiting": waiting.order_by().values("message").distinct().count(),
        "is_late": waiting.filter(asked_at__lt=late).exists(),
    }
    return render(request, "resolutions/tell.html", context, status=422 if form and form.errors else 200)


def _people(request: MemberRequest, situation: Situation, untold: ContributionQuerySet) -> Page[Party]:
    return page_of(
        Party.objects.filter(pk__in=untold.order_by().values("party")),
        name=f"tell {situation.pk}",
        order=("sort_name", "pk"),
        reader=request.member.pk,
        cursor=request.GET.get("cursor"),
        size=PEOPLE_AT_ONCE,
    )


def _to_tell(
    request: MemberRequest, situation: Situation, untold: ContributionQuerySet, page: Page[Party]
) -> list[ToTell]:
    """Write the mails of one page of people, as they would go out."""
    found = {party.pk: ToTell(party) for party in page.rows}
    rows = untold.filter(party__in=page.rows).with_answers().select_related("party").order_by("brought_on", "pk")
    for row in rows if found else ():
        found[row.party_id or 0].rows.append(row)
    reached, shielded = reached_by_mail([*found])
    writer = Writer(situation, request.member)
    for one in found.values():
        one.is_shielded = one.party.pk in shielded
        if one.party.pk in reached:
            one.mail = writer.write(one.party, one.rows)
    return list(found.values())
