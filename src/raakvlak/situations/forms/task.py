"""A task of a situation: what, who, when, and who may read it."""

import uuid
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raakvlak.municipality.models import Audience, Member
from raakvlak.relations.models import Party, Promise
from raakvlak.situations.forms.gentle import GentleForm
from raakvlak.situations.models import Situation, Task
from raakvlak.situations.models.task import TASK_LENGTH
from raakvlak.situations.promised import open_in
from raakvlak.situations.references import names_in, to_typed
from raakvlak.situations.team import team_of
from raakvlak.web.forms import DayField, TextField, offer_choices

MOST_PARTIES: Final = 60
TEAM, SHARED = "team", "shared"
Choices = list[tuple[Any, Any]]


class TaskForm(GentleForm):
    """One task; its key makes it once, however often it is sent."""

    gentle_fields = ("text",)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    text = TextField(
        label=gettext_lazy("Wat moet er gebeuren?"),
        max_length=TASK_LENGTH,
        help_text=gettext_lazy("Zoals: de sleutel van de schuur ophalen."),
        error_messages={"required": gettext_lazy("Schrijf op wat er moet gebeuren. Eén zin is genoeg.")},
    )
    who = forms.ChoiceField(label=gettext_lazy("Wie doet het?"), required=False)
    due_on = DayField(label=gettext_lazy("Wanneer is het klaar?"), required=False)
    promise = forms.ChoiceField(label=gettext_lazy("Komt dit uit een belofte?"), required=False)
    circle = forms.ChoiceField(
        label=gettext_lazy("Wie mag dit lezen?"),
        widget=forms.RadioSelect,
        choices=[
            (TEAM, gettext_lazy("Het team van deze situatie")),
            (SHARED, gettext_lazy("Iedereen die buiten werkt")),
        ],
    )

    def __init__(self, *args: Any, situation: Situation, member: Member, task: Task | None = None, **more: Any) -> None:
        super().__init__(*args, **{"initial": first_values(situation, task), **more})
        self.situation, self.member, self.task = situation, member, task
        self.doers = {f"m{one.pk}": one for one in self._team()} | {f"p{one.pk}": one for one in self._parties()}
        offer_choices(self, "who", self._who())
        self.promises = {str(one.pk): one for one in self._promises()}
        if self.promises:
            offer_choices(self, "promise", [("", _("nee")), *self._promise_choices()])
        else:
            del self.fields["promise"]
        if situation.is_for_team_only:
            del self.fields["circle"]

    def _team(self) -> list[Member]:
        return list(team_of(self.situation))

    def _parties(self) -> list[Party]:
        """Return who spoke here or speaks from a side, and who does it now, as far as this member may see them."""
        visible = Party.objects.within(self.member.municipality).visible_to(self.member)
        named = visible.filter(is_not_to_be_noted=False)
        spoke = named.filter(presences__encounter__links__situation=self.situation, presences__is_only_mentioned=False)
        sided = named.filter(sides__situation=self.situation)
        ids = spoke.values("pk").union(sided.values("pk"))
        found = list(named.filter(pk__in=ids).select_related("audience").by_name()[:MOST_PARTIES])
        if self.task is None or self.task.party_id is None:
            return found
        now = list(visible.filter(pk=self.task.party_id).select_related("audience"))
        return [*(one for one in found if one.pk != self.task.party_id), *now]

    def _promises(self) -> list[Promise]:
        found = open_in(self.situation, self.member)
        if self.task is None or self.task.promise_id is None:
            return found
        visible = Promise.objects.within(self.member.municipality).visible_to(self.member)
        now = list(visible.filter(pk=self.task.promise_id))
        return [*(one for one in found if one.pk != self.task.promise_id), *now]

    def _promise_choices(self) -> Choices:
        texts = [one.text for one in self.promises.values()]
        names = names_in(texts, self.member)
        return [(key, to_typed(one.text, names)) for key, one in self.promises.items()]

    def _who(self) -> Choices:
        members = [(key, str(one)) for key, one in self.doers.items() if isinstance(one, Member)]
        parties = [(key, one.name) for key, one in self.doers.items() if isinstance(one, Party)]
        choices: Choices = [("", _("dat weten we nog niet")), (_("Wij"), members)]
        if self._keeps_hidden:
            self.initial["who"] = HIDDEN
            choices.insert(0, (HIDDEN, _("wie het nu doet")))
        return [*choices, (_("Bewoners en anderen"), parties)] if parties else choices

    @property
    def _keeps_hidden(self) -> bool:
        """Tell whether somebody does it now who is not for these eyes, or is no longer in the team: she stays."""
        task = self.task
        return bool(task and not task.is_waiting and doer_of(task) not in self.doers)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        self.ask_gently(values)
        doer = self.doers.get(values.get("who", ""))
        if isinstance(doer, Party) and not self.audience.is_within(doer.audience):
            message = _("Niet iedereen die buiten werkt, mag %(name)s zien. Laat alleen het team dit lezen.")
            self.add_error("circle", message % {"name": doer.name})
        return values

    @property
    def audience(self) -> Audience:
        """Return who may read it."""
        is_shared = self.cleaned_data.get("circle") == SHARED
        return self.situation.audience if is_shared else self.situation.team

    @property
    def values(self) -> dict[str, Any]:
        """Return what is stored of a task."""
        asked = self.cleaned_data
        values = {"text": asked["text"], "due_on": asked["due_on"]}
        if asked.get("who") != HIDDEN:
            doer = self.doers.get(asked.get("who", ""))
            values["member"] = doer if isinstance(doer, Member) else None
            values["party"] = doer if isinstance(doer, Party) else None
        if "promise" in self.fields:
            values["promise"] = self.promises.get(asked.get("promise", ""))
        return values


HIDDEN: Final = "same"


def doer_of(task: Task) -> str:
    """Return by which choice of the form the one who does a task is known."""
    if task.member_id:
        return f"m{task.member_id}"
    return f"p{task.party_id}" if task.party_id else ""


def first_values(situation: Situation, task: Task | None) -> dict[str, Any]:
    """Return what stands in the form at first."""
    if task is None:
        return {"key": uuid.uuid4(), "circle": TEAM}
    return {
        "text": task.text,
        "who": doer_of(task),
        "due_on": task.due_on,
        "promise": task.promise_id or "",
        "circle": TEAM if task.audience_id == situation.team_id else SHARED,
    }
