"""Nobody is watched: nothing filters, orders, counts or exports by colleague, and no person is tied to another."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.db.models import Model
from django.test import Client
from django.utils import timezone

import raakvlak
from raakvlak.municipality.models import Member, Tag, User
from raakvlak.privacy.columns import live_model
from raakvlak.project.tests.addresses import Address, addresses
from raakvlak.project.tests.watching import SOURCE, names_from_address_bar, questions, sources
from raakvlak.relations.actions import TiedError, affiliate, correct_party
from raakvlak.relations.models import Affiliation, Introduction, Party

pytestmark = pytest.mark.no_cover  # what is only walked through is not thereby tested

# Every place that asks by colleague and is not a member's look at her own rows, with why it may.
REASONS = {
    "alignment/figures thresholds_by_quarter": "how many asked, to hide what fewer than five stand behind",
    "alignment/figures waiting_by_quarter": "as above",
    "alignment/forms/answer PassForm.addressee": "what was filled in: to whom a request goes on",
    "alignment/forms/answer PassForm.clean": "as above",
    "alignment/forms/request RequestForm._needs_somebody": "what was filled in: whom one asks",
    "alignment/models/possibility PossibilityQuerySet.asked_of": "what nobody keeps is asked of a department",
    "alignment/models/possibility Possibility.Meta": "a constraint",
    "alignment/models/request RequestQuerySet.waiting": "a request without an asker waits for somebody of the team",
    "alignment/models/request RequestQuerySet.out_of_sight": "no request stays with who can no longer see to it",
    "privacy/leaving Bundle.requests": "who leaves hands over what is hers",
    "desk/actions widen": "what the author herself learned from a note, when she shares it",
    "desk/actions note_once": "a note that was sent twice is stored once, for its own author",
    "desk/forms/talk noted_of_late": "the situations of my own last notes come first in a note of mine",
    "desk/forms/ties IntroductionForm.clean": "who of us introduced somebody: a colleague or a name, and not both",
    "municipality/actions/invitations _refuse_double": "who is a member already is not invited again",
    "municipality/models/audience AudienceQuerySet.frontline_of": "this audience has no member",
    "municipality/models/audience Audience.Meta": "a constraint",
    "municipality/models/member MemberQuerySet.active": "who left is out",
    "relations/actions/photos receive": "parts of a photo go with a talk of one’s own",
    "relations/actions/touch set_rhythm_with": "my own wish to speak her, which nobody else sees",
    "relations/models/affiliation Introduction.Meta": "a constraint",
    "desk/views/digest stop": "who has the link in her own mail stops that mail",
    "desk/views/in_house list_in_house": "a colleague is found by name or department, to reach her; not what she does",
    "desk/views/in_house set_rhythm": "my own wish to speak her, which nobody else sees",
    "desk/views/in_house end_rhythm": "as above",
    "relations/rhythms rhythms_of": "when I last spoke her: the talks that I was in myself",
    "relations/models/rhythm ColleagueRhythm.Meta": "a constraint",
    "relations/models/rhythm ColleagueRhythmQuerySet.of": "my own wish to speak somebody, which nobody else sees",
    "municipality/views/members members": "the administrator finds a colleague by name, to change her role",
    "overview/ties _met_by": "who of us met an organisation: told by name to her own team alone, and never counted",
    "privacy/handing_over Scope.appointments": "who hands over gives what is hers",
    "privacy/handing_over Scope.promises": "as above",
    "privacy/handing_over Scope.seats": "as above",
    "privacy/handing_over Scope.talks": "as above",
    "privacy/handing_over Scope.tasks": "as above",
    "privacy/handing_over refused_by_residents": "who refused her handing over is not handed over by her later",
    "privacy/leaving plans_of": "who leaves hands over what is hers",
    "privacy/leaving Bundle.notes": "who leaves hands over what is hers",
    "privacy/leaving kept_by": "as above",
    "privacy/models/handover Handover.Meta": "a constraint",
    "privacy/views/handover start": "a coordinator arranges it for who is suddenly away",
    "privacy/models/klad KladOpeningQuerySet.to_open": "a question that waits is asked once",
    "privacy/models/klad KladOpeningQuerySet.to_tell": "the author hears that her klad was opened",
    "privacy/models/klad KladOpening.Meta": "a constraint",
    "privacy/models/request OverviewRequest.Meta": "a constraint",
    "relations/models/appointment AppointmentQuerySet.for_hands_of": "nobody goes: whoever may know of it takes it on",
    "relations/models/appointment AppointmentQuerySet.without_anybody": "as above",
    "relations/actions/appointments already_planned": "a plan that was sent twice is stored once, for its own author",
    "relations/actions/talks own_klad_parties": "the people in an author's own klad, when she shares it",
    "relations/models/promise PromiseQuerySet.waiting": "a promise without an owner waits for one",
    "relations/models/promise PromiseQuerySet.out_of_sight": "a promise does not stay with who can no longer keep it",
    "privacy/leaving Bundle.means": "who leaves hands over what she keeps",
    "privacy/leaving tasks_of": "who leaves hands over what is hers",
    "resolutions/models/reaction Reaction.Meta": "a constraint",
    "situations/models/task Task.Meta": "a constraint",
    "situations/models/task TaskQuerySet.out_of_sight": "a task does not stay with who can no longer do it",
    "situations/models/task TaskQuerySet.waiting": "a task of nobody waits for somebody",
    "support/passing let_go_of_means": "a means does not wait for a yes of who is gone",
    "relations/models/promise Promise.Meta": "a constraint",
    "relations/models/promise_steps PromiseHandoverQuerySet.of_late": "what somebody handed to this member herself",
    "relations/models/promise_steps PromiseHandover.Meta": "a constraint",
}
# Who of a team knows which organisation is told to that team, by name and never by number: here no row is counted.
WHO_KNOWS_WHOM = {"overview/ties _met_by"}
# Here colleagues are counted for one thing only: to leave out what fewer than five of them stand behind.
COUNTED_TO_HIDE = {"alignment/figures thresholds_by_quarter", "alignment/figures waiting_by_quarter"}
# Forms in which one chooses a colleague: to give something to, never to look at.
CHOOSING = {
    "PossibilityForm": "who keeps a possibility up to date, and who can be asked about it",
    "NewPossibilityForm": "as above",
    "CorrectMeansForm": "who says yes or no about a means",
    "MeansForm": "as above",
    "AfterwardsForm": "who of us was in the talk",
    "AskKladForm": "whose klad must be opened, by two persons",
    "HandOverForm": "who keeps a promise from now on",
    "IntroductionForm": "who of us brought somebody in touch",
    "HandoverForm": "who takes over",
    "LeaveForm": "who takes over",
    "NoteForm": "who of us was in the talk",
    "PassForm": "who answers a request from now on",
    "PlanForm": "who of us goes along",
    "RequestForm": "whom one asks",
    "SeriesForm": "who of us was at the market that morning",
    "TalkForm": "what the forms of talks have in common",
    "TeamForm": "who comes into the team",
}
# Here a name in the address is not a plain word.
WORKED_OUT = {
    "municipality/lists": "whether one is choosing rows",
    "desk/views/bulk": "which rows one chose, and what to change of them",
    "desk/views/in_house": "the fields of the form that filters, which are looked at below",
    "desk/views/parties": "as above",
    "desk/views/touch": "as above",
}
WATCHING_WORDS = re.compile(
    r"member|author|owner|colleague|user|staff|lid|leden|collega|medewerker|auteur|eigenaar|schrijver|door|wie"
)
ABOUT_A_COLLEAGUE = {"member_id", "user_id", "author_id", "owner_id"}
# Screens about one colleague: what is arranged with her, not what she does.
ARRANGING = {
    "desk:colleague_rhythm",  # how she is reached, and my own wish to speak her
    "desk:end_colleague_rhythm",
    "municipality:member",
    "municipality:unlink",
    "privacy:leave",
    "situations:leave_team",
}


def our_modules(ending: str) -> Iterator[Any]:
    for found in pkgutil.walk_packages(raakvlak.__path__, "raakvlak."):
        if ending in found.name.split(".") and "tests" not in found.name.split("."):
            yield importlib.import_module(found.name)


def our_forms() -> list[type[Any]]:
    """Return every form of ours, found by importing every module that may hold one."""
    modules = [*our_modules("forms"), *our_modules("views"), *our_modules("leave_form")]
    found = {value for module in modules for value in vars(module).values() if isinstance(value, type)}
    return sorted(
        (form for form in found if issubclass(form, forms.BaseForm) and form.__module__.startswith("raakvlak.")),
        key=lambda form: form.__name__,
    )


def test_every_question_by_colleague_has_a_reason() -> None:
    unreasoned = [
        question
        for question in questions()
        if not question.is_about_myself and not question.is_list_of_names and question.place not in REASONS
    ]
    assert unreasoned == []


def test_no_reason_outlives_its_question() -> None:
    places = {question.place for question in questions() if not question.is_about_myself}
    assert set(REASONS) <= places


def test_nothing_is_counted_or_grouped_by_colleague() -> None:
    grouping = {"values", "values_list", "annotate", "aggregate", "Count", "Sum", "Max", "Min", "Avg", "dates"}
    grouped = [question for question in questions() if question.call in grouping]
    assert {question.place for question in grouped} <= WHO_KNOWS_WHOM | COUNTED_TO_HIDE
    named = [question for question in grouped if question.place not in COUNTED_TO_HIDE]
    assert {(question.call, question.value) for question in named} <= {("values_list", "")}, "names only, no numbers"
    assert {question.call for question in grouped if question.place in COUNTED_TO_HIDE} == {"Count"}


def test_no_raw_sql_goes_round_this_test() -> None:
    raw = re.compile(r"\.raw\(|\.extra\(|RawSQL")
    assert [str(path.relative_to(SOURCE)) for path in sources() if raw.search(path.read_text())] == []


def test_no_address_narrows_a_page_to_a_colleague() -> None:
    names = list(names_from_address_bar())
    assert len(names) > 10
    assert {module for module, name in names if not name} <= set(WORKED_OUT)
    assert [(module, name) for module, name in names if WATCHING_WORDS.search(name)] == []


def test_no_address_is_about_a_colleague_but_to_arrange_something_with_her() -> None:
    about = {address.name for address in addresses() if ABOUT_A_COLLEAGUE & set(address.parameters)}
    assert about <= ARRANGING


def test_no_form_looks_for_a_colleague() -> None:
    found = our_forms()
    assert {"NoteForm", "PartyFilterForm"} <= {form.__name__ for form in found}
    choosing = {
        form.__name__
        for form in found
        for field in form.base_fields.values()
        if isinstance(field, forms.ModelChoiceField) and getattr(field.queryset, "model", None) in (Member, User)
    }
    assert choosing <= set(CHOOSING)
    filters = [form for form in found if "Filter" in form.__name__ or "Search" in form.__name__]
    assert not [(form.__name__, name) for form in filters for name in form.base_fields if WATCHING_WORDS.search(name)]


@pytest.mark.parametrize("address", [one for one in addresses() if not one.parameters and one.name], ids=str)
def test_a_colleague_in_the_address_changes_nothing_at(
    address: Address, as_fatma: Client, anna: Member, make_encounter: Any, make_party: Any
) -> None:
    """Whatever one adds to an address, no list becomes a list of one colleague."""
    make_encounter(anna, "Zwanenzang", parties=(make_party(anna, "Zwaan"),))
    plain = as_fatma.get(f"/{address.route}")
    words = ("member", "author", "owner", "lid", "collega", "medewerker", "auteur", "door", "order", "sort", "sorteer")
    asked = as_fatma.get(f"/{address.route}", dict.fromkeys(words, str(anna.pk + 1)))
    assert asked.status_code == plain.status_code
    assert ("Zwanenzang" in asked.content.decode()) == ("Zwanenzang" in plain.content.decode())


def our_models() -> list[type[Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("raakvlak.")]


# The ties that there are, with the day on which each was told to the person: of somebody to an organisation (told in
# `test_a_tie_is_to_an_organisation_alone`), and who brought us together.
# Beside them, for thirty days, that two rows were about one and the same.
TIES = {
    "Affiliation": {"party", "organisation"},
    "Introduction": {"party", "by_party"},
    "Merge": {"keeper", "merged"},
}


def test_no_person_is_tied_to_another() -> None:
    """No other model may hold two parties, and none points back to itself: that is a graph of people."""
    ties = {
        live_model(model).__name__: {field.name for field in model._meta.get_fields() if is_link_to_party(field)}
        for model in our_models()
    }
    assert {name: fields for name, fields in ties.items() if len(fields) > 1} == TIES
    # A row that went into another one is about the same person still.
    assert [field.name for field in Party._meta.get_fields() if is_link_to_party(field)] == ["merged_into"]


@pytest.mark.parametrize("model", [Affiliation, Introduction])
def test_every_tie_was_told_to_the_person(model: type[Model]) -> None:
    assert not model._meta.get_field("told_on").null


def test_a_tie_is_to_an_organisation_alone(anna: Member, make_party: Any) -> None:
    """Neither two people, nor two groups, nor an organisation in another can be tied."""
    person, group = make_party(anna, "Zwaan"), make_party(anna, "Buurtgroep", kind="group")
    club, union = (make_party(anna, name, kind="organisation") for name in ("Speeltuin", "Huurders"))
    for one, other in ((person, group), (group, person), (person, person), (club, union), (club, person)):
        with pytest.raises(ValueError, match="organisation"):
            affiliate(anna, one, other, told_on=timezone.localdate())
    assert not Affiliation.objects.exists()
    assert affiliate(anna, person, club, told_on=timezone.localdate()).pk


def test_who_is_tied_stays_what_it_is(anna: Member, make_party: Any) -> None:
    """An organisation that somebody belongs to can't become a person afterwards, nor the person an organisation."""
    person, club = make_party(anna, "Zwaan"), make_party(anna, "Speeltuin", kind="organisation")
    affiliate(anna, person, club, told_on=timezone.localdate())
    for party, kind in ((person, "organisation"), (club, "person")):
        with pytest.raises(TiedError):
            correct_party(party, {"kind": kind}, anna)


def test_nothing_is_counted_over_the_ties_of_people() -> None:
    """Whoever brought many people to us is no key figure: nothing asks for it but a person's own overview."""
    text = {path: path.read_text() for path in sources() if "introduc" in path.read_text()}
    counting = re.compile(r"(Count|annotate|aggregate)\([^)]*introduc")
    assert [str(path) for path, source in text.items() if counting.search(source)] == []


def is_link_to_party(field: Any) -> bool:
    is_forward = not field.auto_created and (field.many_to_one or field.many_to_many or field.one_to_one)
    return bool(is_forward and field.related_model is Party)


def test_no_one_is_numbered_labelled_or_put_in_a_household() -> None:
    forbidden = re.compile(r"bsn|burgerservice|household|huishouden|religion|ethnic|nationality|health|birth|gender")
    names = {f"{model.__name__}.{field.name}" for model in our_models() for field in model._meta.get_fields()}
    # An area tells how many households it counts, and nothing about who lives in one.
    assert {name for name in names if forbidden.search(name.lower())} <= {
        "Area.households",
        "HistoricalArea.households",
    }
    labelled = {model for model in our_models() for field in model._meta.get_fields() if field.related_model is Tag}
    assert Party not in labelled


def test_the_reader_of_the_source_sees_what_it_looks_for() -> None:
    """This test would be worth nothing if it found nothing."""
    found = {(question.place, question.asked) for question in questions()}
    assert ("relations/models/encounter EncounterQuerySet.to_work_out", "author") in found
