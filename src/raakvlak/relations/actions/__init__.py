"""What is done to parties, talks and promises: verbs, each as one whole."""

from raakvlak.relations.actions.appointments import Plan, Planned
from raakvlak.relations.actions.handing import hand_over, pass_on, take_over
from raakvlak.relations.actions.parties import (
    add_contact_point,
    correct_party,
    draw_up_party,
    make_party,
    remove_contact_point,
)
from raakvlak.relations.actions.promises import (
    move_promise,
    promise_alone,
    promise_in,
    settle,
    unsettle,
    widen_promise,
)
from raakvlak.relations.actions.talks import (
    Noted,
    correct,
    note_encounter,
    own_klad_parties,
    restore,
    revert,
    widen,
    withdraw,
    work_out,
)

__all__ = [
    "Noted",
    "Plan",
    "Planned",
    "add_contact_point",
    "correct",
    "correct_party",
    "draw_up_party",
    "hand_over",
    "make_party",
    "move_promise",
    "note_encounter",
    "own_klad_parties",
    "pass_on",
    "promise_alone",
    "promise_in",
    "remove_contact_point",
    "restore",
    "revert",
    "settle",
    "take_over",
    "unsettle",
    "widen",
    "widen_promise",
    "withdraw",
    "work_out",
]
