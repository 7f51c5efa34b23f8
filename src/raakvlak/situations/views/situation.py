"""The page of a situation: the five practices in order, of which the first is to understand what goes on."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from raakvlak.municipality.access import MemberRequest
from raakvlak.municipality.land import Land, shows_map
from raakvlak.municipality.models import Member
from raakvlak.relations.models import Appointment, AppointmentQuerySet, Encounter
from raakvlak.situations import checks, ladder
from raakvlak.situations.access import situation_required
from raakvlak.situations.forms.fields import INFLUENCE_MEANS
from raakvlak.situations.forms.frame import WITH_NAMES
from raakvlak.situations.heard import sides_of
from raakvlak.situations.models import Question, Situation, SituationEncounter
from raakvlak.situations.models.course import QuestionQuerySet
from raakvlak.situations.promised import SHOWN, open_in, words_of
from raakvlak.situations.references import names_for, party_reference
from raakvlak.situations.tasks import SHOWN as TASKS_SHOWN
from raakvlak.situations.tasks import open_tasks, words_of_tasks
from raakvlak.situations.team import team_of
from raakvlak.web.pages import render_page

TALKS_SHOWN = 3
INVITED_SHOWN = 3
PLANNED_SHOWN = 3


@require_GET
@shows_map
@situation_required
def situation(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Show a situation at a glance."""
    member = request.member
    talks = talks_of(situation, member, TALKS_SHOWN + 1)
    questions = {question.kind: question for question in current_questions(situation)}
    texts = [getattr(situation, name) for name in (*WITH_NAMES, "outcome")]
    promised = open_in(situation, member)
    to_do = open_tasks(situation, member)[:TASKS_SHOWN]
    texts += [question.text for question in questions.values()]
    sides = sides_of(situation, member)
    planned = list(planned_for(situation, member)[:PLANNED_SHOWN])
    texts += words_of_tasks(to_do)
    texts += [party_reference(party.pk).token for one in planned for party in one.parties.all()]
    context = {
        "situation": situation,
        "is_team": situation.has_in_team(member),
        "as_put": questions.get(Question.Kind.AS_PUT),
        "behind": questions.get(Question.Kind.BEHIND),
        "influence_means": INFLUENCE_MEANS.get(Situation.Influence(situation.influence)) if situation.influence else "",
        "tags": situation.tags.all(),
        "sides": sides,
        "invited": situation.outreach.all()[:INVITED_SHOWN],
        "team": team_of(situation),
        "promised": promised[:SHOWN],
        "tasks": to_do,
        "week": timezone.localdate(),
        "talks": talks[:TALKS_SHOWN],
        "has_more_talks": len(talks) > TALKS_SHOWN,
        "planned": planned,
        "ladder": ladder.summary(situation, member, sides),
        "checks": checks.summary(situation, member),
        "land": Land.of(member.municipality) if situation.area_id or situation.latitude is not None else None,
        "names": names_for(talks, member, also=[*texts, *words_of(promised)]),
    }
    return render_page(request, "situations/situation.html", context)


def current_questions(situation: Situation) -> QuestionQuerySet:
    """Return the newest wording of each question."""
    return Question.objects.filter(situation=situation).current().select_related("author__user")


def planned_for(situation: Situation, member: Member) -> AppointmentQuerySet:
    """Return the talks that are planned about a situation and that a member may know of, the nearest first."""
    rows = Appointment.objects.within(member.municipality).visible_to(member).coming()
    return rows.filter(situation_link__situation=situation).nearest_first().for_rows()


def talks_of(situation: Situation, member: Member, most: int) -> list[Encounter]:
    """Return the newest talks of a situation that a member may read."""
    links = SituationEncounter.objects.filter(situation=situation).visible_to(member).standing().for_timeline()
    return [link.encounter for link in links[:most]]
