"""Tell a story: make its situation, the people in it, their talks, the ladder, and what residents said of it."""

import datetime
import re
import uuid
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from raakvlak.demo.crowd import YEAR, new_party, squared_place
from raakvlak.demo.stories import Plan, Rung, Story, Talk
from raakvlak.demo.town import Town
from raakvlak.municipality.models import Audience, Member, Purpose
from raakvlak.overview.models import NamedGroup
from raakvlak.relations import actions
from raakvlak.relations.actions.appointments import plan as plan_talk
from raakvlak.relations.models import Encounter, Party, Presence, Promise
from raakvlak.situations.actions import put_appointment
from raakvlak.situations.check_actions import PURPOSE
from raakvlak.situations.models import (
    Check,
    CheckReply,
    Insight,
    Outreach,
    Question,
    Side,
    Situation,
    SituationEncounter,
)
from raakvlak.web.links import make_link
from raakvlak.web.references import Reference

KEY = re.compile(r"@([a-z_0-9]+)")


def days_ago(days: int) -> datetime.date:
    """Return the day that was so many days ago."""
    return timezone.localdate() - datetime.timedelta(days=days)


@dataclass
class Telling:
    """A story that is being told in a town."""

    town: Town
    story: Story
    author: Member

    def tell(self) -> Situation:
        """Make everything in the story, in the order in which it happened."""
        self.team = Audience.objects.create(municipality=self.town.municipality, kind=Audience.Kind.TEAM)
        self.team.readers.set([self.town.members[key] for key in self.story.team])
        self.situation = self.make_situation()
        self.parties = {figure.key: self.make_party(figure.key) for figure in self.story.figures}
        self.sides = {name: self.make_side(name, keys) for name, keys in self.story.sides.items()}
        self.talks = [self.make_talk(talk) for talk in self.story.talks]
        for rung in self.story.ladder:
            self.make_rung(rung, None)
        for who, how, days in self.story.outreach:
            Outreach.objects.create(situation=self.situation, who=who, how=how, on=days_ago(days))
        for plan in self.story.plans:
            self.make_plan(plan)
        for name, people, talks in self.story.groups:
            group = NamedGroup.objects.create(situation=self.situation, name=name, people=people)
            group.encounters.set([self.talks[number] for number in talks])
        if self.story.check:
            self.make_check(self.story.check)
        return self.situation

    def make_situation(self) -> Situation:
        story, started = self.story, days_ago(self.story.started)
        latitude, longitude = self.town.place(*story.spot)
        situation = Situation.objects.create(
            municipality=self.town.municipality,
            audience=self.town.frontline,
            team=self.team,
            title=story.title,
            kind=story.kind,
            phase=story.phase,
            area=self.town.areas.get(story.area),
            place=story.place,
            latitude=Decimal(f"{latitude:.4f}"),
            longitude=Decimal(f"{longitude:.4f}"),
            goal=story.goal,
            influence=story.influence,
            fixed=story.fixed,
            decider=story.decider,
            planning=story.planning,
            started_on=started,
            closed_on=days_ago(60) if story.phase == Situation.Phase.CLOSED else None,
            outcome=story.outcome,
        )
        situation.tags.set([self.town.tags[word] for word in story.tags])
        self.ask(situation, Question.Kind.AS_PUT, story.as_put, story.started)
        for number, text in enumerate(story.behind, start=1):
            self.ask(
                situation, Question.Kind.BEHIND, text, story.started - number * story.started // (len(story.behind) + 1)
            )
        return situation

    def ask(self, situation: Situation, kind: Question.Kind, text: str, days: int) -> None:
        """Write down a question as it was put on a day."""
        moment = timezone.now() - datetime.timedelta(days=days)
        Question.objects.create(situation=situation, kind=kind, text=text, author=self.author, written_at=moment)

    def make_party(self, key: str) -> Party:
        figure = next(figure for figure in self.story.figures if figure.key == key)
        party = new_party(self.town, figure.name, figure.kind, figure.description, is_anonymous=figure.is_anonymous)
        party.area = self.town.areas.get(self.story.area)
        if figure.kind == Party.Kind.PERSON and not figure.is_anonymous:
            party.knows_since_on = days_ago(self.story.started - 10)
        party.save()
        return party

    def make_side(self, name: str, keys: tuple[str, ...]) -> Side:
        side = Side.objects.create(situation=self.situation, name=name)
        side.parties.set([self.parties[key] for key in keys])
        return side

    def make_talk(self, talk: Talk) -> Encounter:
        party, day = self.parties[talk.who], days_ago(talk.days_ago)
        is_outside = talk.channel == Encounter.Channel.STREET
        encounter = Encounter.objects.create(
            municipality=self.town.municipality,
            audience=self.team if talk.channel == Encounter.Channel.IN_HOUSE else self.town.frontline,
            author=self.author,
            happened_on=day,
            channel=talk.channel,
            area=self.situation.area,
            **(squared_place(*self.town.place(*self.story.spot)) if is_outside else {}),
            working_note=self.with_tokens(talk.note),
            shareable_summary=talk.summary,
            is_story=talk.is_story,
            worked_out_at=timezone.now(),
            keep_until=day + datetime.timedelta(days=2 * YEAR),
        )
        Presence.objects.create(encounter=encounter, party=party)
        SituationEncounter.objects.create(situation=self.situation, encounter=encounter)
        if talk.promise:
            self.promise(encounter, party, talk.promise)
        return encounter

    def promise(self, encounter: Encounter, party: Party, text: str) -> None:
        """Promise something that is due in the coming days."""
        Promise.objects.create(
            municipality=self.town.municipality,
            audience=encounter.audience,
            text=text,
            owner=self.author,
            party=party,
            encounter=encounter,
            due_on=days_ago(3 - len(text) % 12),
            purpose=Purpose.PROMISE,
            keep_until=encounter.keep_until,
        )

    def make_plan(self, plan: Plan) -> None:
        """Plan a talk in the coming days."""
        wanted = actions.Plan(
            planned_on=days_ago(-plan.in_days),
            part_of_day=Encounter.PartOfDay.AFTERNOON,
            area=self.situation.area,
            place=plan.place,
            questions=plan.questions,
            party_ids=frozenset({self.parties[plan.who].pk}),
        )
        appointment = plan_talk(self.author, self.town.frontline, wanted).appointment
        put_appointment(self.situation, appointment)

    def with_tokens(self, text: str) -> str:
        """Put a reference where a figure is named."""
        return KEY.sub(lambda found: Reference("p", self.parties[found[1]].pk).token, text)

    def make_rung(self, rung: Rung, parent: Insight | None) -> None:
        """Make a rung of the ladder and what lies under it."""
        talk = None if rung.talk is None else self.talks[rung.talk]
        insight = Insight.objects.create(
            municipality=self.town.municipality,
            audience=talk.audience if talk else self.team,
            situation=self.situation,
            author=self.author,
            kind=rung.kind,
            basis=rung.basis if talk else Insight.Basis.HUNCH,
            text=rung.text,
            quote=rung.words,
            encounter=talk,
            party=talk.presences.get().party if talk else None,
            side=self.sides.get(rung.side) if talk else None,
            parent=parent,
            position=self.situation.insights.count(),
            fresh_on=talk.happened_on if talk else days_ago(rung.age),
            confirmed_on=days_ago(14) if rung.is_confirmed else None,
            keep_until=days_ago(-2 * YEAR),
        )
        for lower in rung.behind:
            self.make_rung(lower, insight)

    def make_check(self, words: tuple[str, str, str, str]) -> None:
        """Lay what was heard before residents, and note what they answered."""
        heard, question, fixed, next_step = words
        check = Check.objects.create(
            situation=self.situation,
            title=self.story.title,
            author=self.author,
            heard=heard,
            question=question,
            fixed=fixed,
            next_step=next_step,
            made_at=timezone.now() - datetime.timedelta(days=12),
            open_until=days_ago(-9),
        )
        check.token = make_link(PURPOSE, check.pk, days=10)
        check.save()
        check.insights.set(self.situation.insights.exclude(basis=Insight.Basis.HUNCH))
        for number, (is_right, own_words) in enumerate(self.story.replies):
            self.reply(check, days_ago(8 - number * 3), own_words, is_right=is_right)

    def reply(self, check: Check, day: datetime.date, words: str, *, is_right: bool) -> None:
        """Let a resident answer; the words come back as a note for the team."""
        note = None
        if words:
            note = Encounter.objects.create(
                municipality=self.town.municipality,
                audience=self.team,
                author=self.author,
                happened_on=day,
                channel=Encounter.Channel.DIGITAL,
                working_note=words,
                keep_until=day + datetime.timedelta(days=2 * YEAR),
            )
            SituationEncounter.objects.create(situation=self.situation, encounter=note)
        CheckReply.objects.create(
            check_page=check,
            uuid=uuid.uuid4(),
            is_right=is_right,
            encounter=note,
            replied_on=day,
            keep_until=day + datetime.timedelta(days=YEAR),
        )
